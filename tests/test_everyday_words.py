"""Everyday words that hold a platform's name, and the same names beside them where they are meant."""

import pytest

from csm_crawler.platforms import load_catalogue, tag_platforms


def named(language: str, text: str) -> set[str]:
    """China's platforms that the text is about, comparisons left out."""
    platforms = load_catalogue().platforms
    mentions = tag_platforms(text, "", language=language)
    return {one.slug for one in mentions if one.role != "comparison" and platforms[one.slug].scope == "china"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The butterfly effect of China's export ban"),
        ("en", "Musically gifted Chinese students win"),
        ("en", "Bridge on the River Kwai rebuilt for Chinese tourists"),
        ("en", "The WeChat of India is here"),
        ("en", "Is this the Alibaba of Africa?"),
        ("en", "RED alert for Chinese banks"),
        ("en", "China's Red Line on data"),
        ("en", "Maimai DX arcade opens in Shanghai"),
        ("en", "Yingke law firm opens Madrid office"),
        ("en", "Chairman Mao's Little Red Book auctioned"),
        ("es", "El libro rojo de las especies amenazadas"),
        ("es", "El Libro Rojo de los vertebrados de China"),
        ("es", "El Alibaba de Latinoamérica"),
        ("es", "El puente sobre el río Kwai"),
        ("zh", "蝴蝶效应：一次停电引发的危机"),
        ("zh", "音乐剧妈妈咪呀巡演"),
        ("zh", "冬天织一条围脖"),
        ("zh", "有朋自远方来不亦乐乎"),
        ("zh", "老福特汽车修复记"),
        ("zh", "猛虎扑食图拍卖"),
        ("zh", "发扬钉钉子精神"),
        ("zh", "几千问题待解决"),
        ("zh", "混元太极拳"),
        ("zh", "紫菜虾皮汤"),
        ("zh", "输油管破裂"),
        ("zh", "养猪厂扩建"),
        ("zh", "近视五百度"),
        ("zh", "高温四百度以上"),
        ("zh", "稍微信任一点"),
        ("zh", "完美团队的秘密"),
        ("zh", "欧美团体抗议"),
        ("zh", "精美团扇展"),
        ("zh", "最美团支书"),
        ("zh", "振兴中华为己任"),
        ("zh", "拳王阿里传记"),
        ("zh", "早餐红豆包"),
        ("zh", "烤小红薯片"),
        ("zh", "露出虎牙的女孩"),
        ("zh", "小虎牙真可爱"),
        ("zh", "泰国斗鱼饲养"),
        ("zh", "风口上的飞猪"),
        ("zh", "官微博士发言"),
        ("zh", "A站台检修"),
        ("zh", "高德红外业绩"),
        ("zh", "知乎者也"),
        ("en", "Lark rising: a Chinese village story"),
        ("zh", "在微博士多店看热搜"),
    ],
)
def test_a_word_that_only_holds_a_name_tags_nothing(language: str, text: str) -> None:
    assert named(language, text) == set()


@pytest.mark.parametrize(
    ("language", "text", "slugs"),
    [
        ("en", "JD Finance and JD Cloud spin off", "jd"),
        ("en", "AliHealth lifts forecast", "alibaba"),
        ("en", "Alicloud opens in Mexico", "alibaba-cloud"),
        ("en", "WeChat service accounts for brands", "wechat-official-accounts"),
        ("es", "Los tiktokers chinos ganan más", "tiktok"),
        ("es", "La app china Keep sale a bolsa", "keep"),
        ("es", "Los momentos de WeChat para marcas", "wechat-moments"),
        ("zh", "微信任务中心上线", "wechat"),
        ("zh", "美团员工持股", "meituan"),
        ("zh", "美团体育频道", "meituan"),
        ("zh", "虎牙裁员", "huya"),
        ("zh", "斗鱼下滑", "douyu"),
        ("zh", "百度财报", "baidu"),
        ("zh", "阿里财报", "alibaba"),
        ("zh", "混元大模型开源", "yuanbao"),
        ("zh", "千问升级", "qwen"),
        ("zh", "虾皮进军巴西", "shopee"),
        ("zh", "在乐乎写作", "lofter"),
        ("zh", "华为新机", "huawei"),
        ("zh", "豆包日活过亿", "doubao"),
        ("zh", "小红薯们的新年愿望", "xiaohongshu"),
        ("zh", "A站与B站", "acfun bilibili"),
        ("zh", "虎扑评分", "hupu"),
        ("zh", "钉钉涨价", "dingtalk"),
        ("zh", "飞猪春节", "fliggy"),
        ("zh", "腾讯、阿里与美团的外卖战", "tencent alibaba meituan"),
        ("zh", "腾讯阿里美团", "tencent alibaba meituan"),
    ],
)
def test_a_guard_lets_its_name_pass_where_it_is_meant(language: str, text: str, slugs: str) -> None:
    assert named(language, text) == set(slugs.split())


@pytest.mark.parametrize(
    ("language", "text", "slugs"),
    [
        ("es", "Kuaishou, rival de Douyin", "kuaishou douyin"),
        ("en", "Channels is a rival to Douyin", "douyin"),
        ("en", "Lotus is Tencent's answer to Douyin", "tencent douyin"),
        ("en", "Lotus is India's answer to WeChat", ""),
        ("en", "Lotus is the Vietnamese equivalent of WeChat", ""),
        ("en", "Lotus is Tencent's answer to TikTok", "tencent"),
        ("es", "Lotus, una alternativa a TikTok en China", ""),
    ],
)
def test_a_rival_is_named_and_a_model_is_only_compared(language: str, text: str, slugs: str) -> None:
    assert named(language, text) == set(slugs.split())
