"""What gives away a page that stands in front of the real one: marks in its code, its title, what it says."""

import re
from dataclasses import dataclass

CAPTCHA = "a captcha page"
BOT_CHECK = "a bot check"
LOGIN = "a login page"
CONSENT = "a consent page"
PAYWALL = "a paywall"
ABROAD = "a page for other countries only"
SCRIPT = "a page that needs JavaScript"
PARKED = "a parked domain"
MAINTENANCE = "a maintenance page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One sign by which a wall is known: all that it names must be there."""

    wall: str
    """What it looks like: one of the names above."""
    name: str = ""
    """Whose it is; the words that were found stand in its place where it is empty."""
    code: tuple[str, ...] = ()
    """In lower case; one of them stands in a script or an attribute."""
    title: re.Pattern[str] | None = None
    """The whole title, or a whole part of it."""
    words: re.Pattern[str] | None = None
    """What the page says outside of links."""
    unscripted: bool = False
    """Also what it says where scripts do not run; then it must not bring its articles along as state."""
    most: int = 120
    """Words that such a page says at most."""
    most_links: int = 12
    """Links that such a page has at most, beside its own and its menus."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_CHALLENGE = _any(
    r"captcha|robots?\b.{0,40}\?|not a robot|verify (?:that )?you|are (?:you )?human|human verification",
    r"security (?:check|verification)|unusual traffic|tráfico inusual|no (?:soy|eres) un robot",
    r"verifi(?:ca|que|cación)|comprobación de seguridad|não é um robô|je ne suis pas un robot",
    r"验证|驗證|滑块|拖动|拼图|人机|机器人",
)
"""What a page says that is nothing but a captcha; a form for comments or letters does not."""

# What only the challenge itself holds, not the script that its maker has in every page.
_BOT_CHECKS = (
    ("Cloudflare", "_cf_chl_opt", "__cf_chl_", "cf-browser-verification", "cf-error-details"),
    ("DataDome", "captcha-delivery.com"),
    ("PerimeterX", "px-captcha", "_pxblockedurl"),
    ("Akamai", "errors.edgesuite.net", "sec-cpt-if", "sec-if-cpt-container"),
    ("AWS WAF", "awswafcookiedomainlist", "window.gokuprops", "awswafintegration.gettoken"),
    ("Alibaba Cloud WAF", "aliyun_waf", "acw_sc__v", "aliyunwaf", "_____tmd_____", "x5secdata"),
    ("Tencent EdgeOne", "eo_bot_ssid", "__tst_status"),
    ("Knownsec", "__jsl_clearance"),
    ("Anubis", "anubis_challenge", "/.within.website/x/cmd/anubis"),
    ("SiteGround", "/.well-known/sgcaptcha", "/.well-known/captcha/"),
    ("Sucuri", "sucuri_cloudproxy_js"),
    ("SafeLine", "/.safeline/", "safeline_bot_challenge"),
)
# In every page of their customers too: only a page that says next to nothing is the challenge.
_BOT_SCRIPTS = (
    ("Imperva", "_incapsula_resource"),
    ("ByteDance", "byted_acrawler", "__ac_signature", "__ac_nonce"),
    ("Zhihu", "zh-zse-ck"),
    ("Kasada", "kpsdk"),
    ("DDoS-Guard", "/.well-known/ddos-guard/"),
)
_CAPTCHAS = (
    ("reCAPTCHA", "/recaptcha/", "g-recaptcha"),
    ("hCaptcha", "hcaptcha.com", "h-captcha"),
    ("Turnstile", "challenges.cloudflare.com/turnstile", "cf-turnstile"),
    ("GeeTest", "initgeetest", "geetest.com", "geetest_"),
    ("Tencent", "tencentcaptcha", "tcaptcha", "captcha.qq.com", "captcha.qcloud.com"),
    ("Alibaba", "nc_1_n1z", "initaliyuncaptcha", "awsc/awsc", "nocaptcha"),
    ("NetEase", "initnecaptcha"),
)

_BY_CODE = (
    *(Mark(wall=BOT_CHECK, name=name, code=tuple(code)) for name, *code in _BOT_CHECKS),
    *(Mark(wall=BOT_CHECK, name=name, code=tuple(code), most=20, most_links=2) for name, *code in _BOT_SCRIPTS),
    *(Mark(wall=CAPTCHA, name=name, code=tuple(code), words=_CHALLENGE) for name, *code in _CAPTCHAS),
)

_BY_TITLE = (
    Mark(
        wall=BOT_CHECK,
        title=_any(
            r"(?:just a moment|one moment, please|please wait|you are being redirected)\s*(?:\.{3}|…)",
            r"(?:un momento|请稍候)\s*(?:\.{3}|…)",
            r"attention required!?|access (?:to this page has been )?denied|request rejected|client challenge",
            r"checking your browser.*|ddos-guard|vercel security checkpoint|making sure you['’]re not a bot!?",
            r"pardon our interruption\s*(?:\.{3}|…)?|sucuri website firewall.*|sina visitor system",
            r"acceso denegado|acesso negado|拒绝访问|访问(?:被拒绝|拦截|受限|异常)|.{0,12}(?:防火墙|云防护|waf拦截)",
        ),
    ),
    Mark(
        wall=CAPTCHA,
        title=_any(
            r"captcha|human verification|security (?:check|verification)|verify you are human",
            r"(?:are you (?:a )?)?robot(?: check)?\??|verificación(?: de seguridad)?|verificação(?: de segurança)?",
            r".{0,8}安全验证.{0,4}|人机验证|滑[动块]验证(?:页面)?|验证码(?:中间页)?|验证中心|身份验证",
        ),
    ),
    Mark(
        wall=LOGIN,
        title=_any(r"log ?in required|please (?:log|sign) in", r"请先?登[录錄]|(?:微信|扫码)登[录錄]"),
        most_links=4,
    ),
    Mark(
        wall=MAINTENANCE,
        title=_any(
            r"(?:(?:we are|site|website)(?: is)? )?(?:under|down for) maintenance(?: mode)?|maintenance(?: mode)?",
            r"(?:modo |sitio en |web en |en )?mantenimiento|em manutenção|briefly unavailable.*",
            r"(?:we['’]ll )?be(?: right)? back soon!?|coming soon|próximamente",
            r"(?:系统|网站|站点)?(?:正在)?(?:维护|升级)(?:中|公告)?",
        ),
        most_links=4,
    ),
)

_BY_WORDS = (
    Mark(
        wall=BOT_CHECK,
        words=_any(
            r"checking (?:if the site connection is secure|your browser)|ddos protection by|incapsula incident id",
            r"verif(?:y|ying) (?:that )?you are (?:a )?human|access denied.{0,300}reference\s*#|press (?:&|and) hold",
            r"your request has been blocked|you have been blocked|blocked by (?:the |a )?(?:waf|web application fire)",
            r"generated by wordfence|support id is:? \d|unusual (?:traffic|activity) from your|you['’]re not a bot",
            r"comprobando (?:tu|su|el) navegador|verificando (?:que eres|si la conexión|tu navegador|su navegador)",
            r"web应用防火墙|\bwaf\b.{0,20}拦截|被.{0,12}(?:防火墙|waf)拦截",
            r"您的(?:请求|访问).{0,20}(?:被拦截|被阻断|被拒绝|存在(?:异常|威胁|风险))",
            r"(?:当前|您的)(?:网络)?(?:环境|请求|访问)(?:存在)?异常|(?:访问|操作|请求)(?:过于|太)频繁",
        ),
    ),
    Mark(
        wall=CAPTCHA,
        words=_any(
            r"(?:complete|solve|enter) (?:the|this) captcha|(?:resuelve|completa) el captcha|complete o captcha",
            r"(?:prove|confirm) (?:that )?you(?:['’]| a)re (?:human|not a robot)|type the characters you see",
            r"demuestra que (?:no eres un robot|eres humano)",
            r"(?:请|需要|须|先)您?(?:完成|通过|进行)(?:(?:下方|以下|下列|安全|滑块|人机|图形)的?){0,3}验证|請完成.{0,4}驗證",
            r"请(?:输入|填写)(?:图中|下方|图片|正确)?的?(?:验证码|字符)|(?:拖动|按住|向右滑动).{0,8}(?:滑块|拼图)",
        ),
    ),
    Mark(
        wall=LOGIN,
        words=_any(
            r"(?:log|sign) ?in to (?:continue|view|see|access|read)",
            r"you (?:must|need to|have to) (?:be logged in|log in|sign in)",
            r"inici(?:a|e|ar) sesión para (?:continuar|ver|leer|acceder)|(?:debes?|tienes que) iniciar sesión",
            r"(?:faça|inicie) (?:o )?login para|entre para continuar|connectez-vous pour",
            r"请您?先登[录錄]|请您?登[录錄](?:后|再|以|查看|继续|访问)|登[录錄]后(?:查看|继续|可见|访问|阅读|才能)",
            r"(?:使用|请用|通过)?(?:微信|手机|扫码|扫一扫|二维码).{0,10}登[录錄]|请在微信客户端打开",
        ),
        most=60,
        most_links=4,
    ),
    Mark(
        wall=LOGIN,
        code=("type=password",),
        words=_any(r"log ?in|sign ?in|inici(?:a|e|ar) sesión|ingresar|password|contraseña|登[录錄]|密码"),
        most=60,
        most_links=4,
    ),
    Mark(
        wall=CONSENT,
        name="cookies",
        code=("//consent.", "//guce.", "/collectconsent", "privacy-mgmt.com/index.html"),
        words=_any(r"cookies?\b|privacy|privacidad|datenschutz|confidentialité|隐私"),
        most=600,
        most_links=4,
    ),
    Mark(
        wall=CONSENT,
        words=_any(
            r"before you continue|bevor sie fortfahren|avant de continuer|prima di continuare|继续之前|在您继续",
            r"antes de (?:continuar|ir a|acceder a)",
            r"we (?:and our (?:\d+ )?partners )?(?:value|care about|respect) your privacy|your privacy matters",
            r"(?:valoramos|respetamos|nos importa) (?:tu|su) privacidad|(?:tu|su) privacidad (?:nos|es) import",
            r"(?:accept|allow|agree to) (?:all )?cookies to (?:continue|access)",
            r"acept(?:a|e|ar) (?:las )?cookies para (?:continuar|acceder|seguir)",
        ),
        most=400,
        most_links=0,
    ),
    Mark(
        wall=ABROAD,
        words=_any(
            r"(?:not|un)\s?available in your (?:country|region|location)|unavailable (?:due to|for) legal reasons",
            r"no (?:está|se encuentra) disponible en (?:tu|su) (?:país|región)",
            r"não está disponível (?:no seu país|na sua região)",
            r"[您你]?所在的?(?:国家|地区|区域).{0,12}(?:无法|不能|不支持|暂不|不可)",
        ),
        most_links=4,
    ),
    Mark(
        wall=PAYWALL,
        words=_any(
            r"subscribe (?:now )?to (?:continue|keep) reading|(?:exclusive|only) (?:for|to) subscribers",
            r"suscríbete para (?:seguir|continuar)|(?:contenido|solo|sólo|exclusivo) para (?:suscriptores|abonados)",
            r"assine para (?:continuar|ler)|(?:订阅|付费|开通会员|购买).{0,6}后.{0,6}(?:阅读|查看|继续)",
        ),
        most_links=4,
    ),
    Mark(
        wall=PARKED,
        name="advertisements",
        code=("sedoparking.com", "parkingcrew.net", "bodis.com", "parklogic.com", "wsimg.com/parking-lander"),
        most_links=40,
    ),
    Mark(
        wall=PARKED,
        words=_any(
            r"(?:this |the )?domain(?: name)?(?: \S{1,70})? (?:is|may be) for sale|(?:buy|inquire about) this domain",
            r"(?:domain|page|website) (?:is|has been) parked|this domain (?:has expired|is registered|was registered)",
            r"(?:este |el )?dominio (?:está )?(?:en|a la) venta|comprar? este dominio",
            r"[此该本]?域名(?:正在|可|已)?(?:出售|转让|过期|到期)",
        ),
        most_links=40,
    ),
    Mark(
        wall=MAINTENANCE,
        words=_any(
            r"(?:down|closed|offline|unavailable) for (?:\w{1,20} )?maintenance",
            r"(?:under|undergoing|performing) (?:\w{1,20} )?maintenance|we['’]ll be back (?:soon|shortly)",
            r"(?:estamos|sitio|web|página) (?:está )?en mantenimiento|tareas de mantenimiento|em manutenção",
            r"(?:系统|网站|服务|平台|页面)(?:正在|处于)?(?:维护|升级)[中，]",
        ),
        most=80,
        most_links=4,
    ),
    Mark(
        wall=SCRIPT,
        unscripted=True,
        words=_any(
            r"(?:enable|turn on|activate|requires?|needs?|without) (?:\w{1,20} ){0,3}java ?script",
            r"java ?script (?:(?:is|must be|has to be|appears to be) )?(?:required|enabled|disabled|needed)",
            r"(?:habilit|activ|requier|necesit|precis)\w{0,9} (?:\w{1,20} ){0,3}java ?script",
            r"(?:启用|开启|打开|允许|支持|需要)\s*java ?script|java ?script\s*(?:未|被禁)",
        ),
        most=40,
        most_links=2,
    ),
)

MARKS = (*_BY_CODE, *_BY_TITLE, *_BY_WORDS)
"""In the order in which they are asked: the surest first."""
