<?php
/*
 * The blog's entries, oldest first. 23 are published, so that there are three pages of ten, ten and three;
 * every sentence is invented. What makes an entry difficult is said beside it.
 */

// Behind a first sentence it makes a text longer than the 55 words that WordPress puts into an excerpt.
$long = <<<'HTML'
<!-- wp:paragraph -->
<p>La cifra llega después de un año de pruebas en <strong>ciudades medianas</strong>, donde las tiendas de barrio venden
por vídeo en directo, cobran con un código y reparten en media hora. Quien compra apenas distingue ya entre leer,
conversar y pagar; quien vende paga por cada una de las tres cosas, y hace las cuentas a final de mes con más dudas que
certezas sobre lo que le queda. Nadie sabe aún cuánto durará.</p>
<!-- /wp:paragraph -->
HTML;

return [
    // --- page 3: older years ---
    [
        'date' => '2016-05-12',
        'guid' => 'http://antiguo.example/?p=17', // of the address that the blog had then
        'title' => 'WeChat estrena escaparates para tiendas pequeñas',
        'body' => "Una tienda de té de Chengdu vende desde hoy sin salir de WeChat.\n\n$long",
        'tags' => ['wechat', 'comercio'],
    ],
    [
        'date' => '2018-12-31 23:50', // another year in UTC+8, the same one in UTC
        'title' => 'Weibo despide el año con fuegos artificiales de pago',
        'body' => 'Weibo cobró por cada cohete virtual, y hubo quien lanzó mil.',
    ],
    [
        'date' => '2019-11-13',
        'title' => 'Overseas brands open stores on Tmall Global', // English in a Spanish blog
        'body' => "Tmall Global's newest tenants sell olive oil, cherries and baby bottles.\n\n$long",
        'category' => 'Comercio electrónico',
        'tags' => ['tmall'],
    ],
    // --- page 2 ---
    [
        'date' => '2023-02-28 08:15',
        'title' => 'Resumen de la semana',
        'body' => 'Bilibili gana lectores, Zhihu pierde paciencia y Kuaishou abre oficina en São Paulo.',
    ],
    [
        'date' => '2023-03-26 02:30', // the clocks jump from 02:00 to 03:00 that night: this hour never was
        'title' => 'Bilibili emite un concierto a la hora que no existe',
        'body' => 'El cambio de hora dejó a Bilibili con un minuto de silencio.',
    ],
    [
        'date' => '2023-05-02',
        'title' => '小红书的西班牙火腿笔记突然走红', // Chinese: a slug of percent-encoded characters
        'body' => "小红书上一篇关于西班牙火腿的笔记，一夜之间收获了八万个赞。\n\n店主说，他原本只想告诉邻居怎样切得更薄。",
        'tags' => ['小红书'],
    ],
    [
        'date' => '2023-06-18',
        'title' => 'JD.com & Tmall: dos formas de celebrar el 6.18', // a bare ampersand
        'body' => "JD.com regala sandías y Tmall regala puntos.\n\n$long",
        'category' => 'Comercio electrónico',
    ],
    [
        'date' => '2023-07-01 00:20', // the day before in UTC, as a feed and an API tell it
        'title' => 'Douyin enciende la noche de San Juan con retraso',
        'body' => 'Douyin repitió las hogueras una semana después, a petición del público.',
    ],
    [
        'date' => '2023-08-15',
        'title' => 'Kuaishou\'s "village idols" sell mushrooms', // quotes that WordPress makes curly
        'body' => "Kuaishou's farmers say \"it isn't a fad\" -- and the mushrooms agree...",
    ],
    [
        'date' => '2023-09-09 18:05',
        'title' => 'Resumen de la semana', // the same title as in February: only the slug differs
        'body' => 'Alipay habla catalán, Meituan reparte paraguas y Weibo estrena silencio.',
    ],
    [
        'date' => '2023-10-01',
        'title' => '', // its slug is its number
        'body' => "Tencent no ha querido poner título a su nuevo juego, y nosotros tampoco.\n\n$long",
    ],
    [
        'date' => '2023-11-11 11:11',
        'title' => 'Singles’ Day 🛒: record o rumor', // an emoji, and an apostrophe that is curly already
        'body' => "Alibaba no da la cifra 🤫 y Pinduoduo la duplica 📈.\n\n$long",
        'category' => 'Comercio electrónico',
    ],
    [
        'date' => '2023-12-24',
        'title' => 'Xiaohongshu explica el turrón en <em>cuatro</em> fotos', // markup in a title
        'body' => "<h2>Cuatro fotos</h2>\n<p>En Xiaohongshu el turrón&nbsp;duro se rompe con martillo; ]]&gt; el blando, no.</p>",
        'tags' => ['xiaohongshu'],
    ],
    // --- page 1 ---
    [
        'date' => '2024-01-08',
        'title' => 'Pinduoduo gana: 7 &gt; 5, y 5 &lt; 7', // entities that somebody typed
        'body' => 'Siete de cada doce compras de prueba costaron menos en Pinduoduo &mdash; envío incluido.',
        'category' => 'Comercio electrónico',
    ],
    [
        'date' => '2024-02-10',
        'title' => 'Año del Dragón: Alipay reparte sobres rojos',
        'excerpt' => 'Un resumen escrito a mano: los sobres de Alipay, en dos frases. Esta es la segunda.',
        'body' => "Alipay repartió sobres rojos durante toda la noche.\n\n$long",
        'tags' => ['alipay', 'año nuevo'],
    ],
    [
        'date' => '2024-03-05',
        'title' => '«La gran muralla» de Zhihu ya tiene puerta',
        'body' => "Zhihu deja entrar a quien traiga una pregunta nueva.\n\n[gallery ids=\"\"]\n\n$long",
    ],
    [
        'date' => '2024-04-23 09:00',
        'title' => 'Un libro, una rosa y un código QR',
        'body' => 'Este año la rosa de Sant Jordi se paga con WeChat Pay en media docena de librerías.',
        'sticky' => true, // stands first on the first page, not in the feed and not in the API
    ],
    [
        'date' => '2024-04-23 19:30', // the same day as the one before
        'title' => 'Meituan reparte rosas en bicicleta',
        'body' => 'Meituan entregó rosas hasta medianoche, y una de ellas llegó a Sabadell.',
        'edited' => true, // today: later than it was published
    ],
    [
        'date' => '2024-06-01',
        'title' => '抖音直播间里的橄榄油', // Chinese
        'body' => "<!-- wp:paragraph -->\n<p>抖音主播一边炒菜一边讲橄榄油，观众下单比锅热得还快。</p>\n<!-- /wp:paragraph -->",
        'category' => 'Comercio electrónico',
    ],
    [
        'date' => '2024-07-19',
        'title' => 'Tencent Music ensaya conciertos con subtítulos',
        'body' => "Tencent Music subtitula ya lo que canta el público.\n\n<!--more-->\n\n$long", // cut by hand
    ],
    [
        'date' => '2024-08-31 23:45',
        'title' => 'Weibo cierra agosto sin tendencias',
        'body' => "Durante once minutos nadie habló de nada en Weibo.\n\n$long",
        'comments' => ['¿Y quién contó los minutos de Weibo?', 'Douyin también calló. <a href="/2024/08/nada/">Aquí</a>.'],
    ],
    [
        'date' => '2024-10-10',
        'title' => 'Q&A: «¿Qué es un miniprograma?», y otras 9 preguntas',
        'body' => "Un miniprograma de WeChat cabe en una servilleta; su manual, no.\n\n$long",
        'tags' => ['wechat', 'I+D & más'],
    ],
    [
        'date' => '2024-11-11',
        'title' => 'Tmall vende un silencio de 11 segundos',
        'body' => "<blockquote>Nadie lo devolvió.</blockquote>\n\nTmall puso a la venta once segundos de silencio, y se agotaron.",
        'category' => 'Comercio electrónico',
    ],
    // --- what nobody may see as an article ---
    ['date' => '2024-11-12', 'status' => 'draft', 'title' => 'Borrador sobre Weibo', 'body' => 'Weibo, a medias.'],
    ['date' => '2024-11-13', 'status' => 'private', 'title' => 'Privado sobre Douyin', 'body' => 'Douyin, entre nosotros.'],
    ['date' => '2099-01-01', 'title' => 'Weibo abre en la Luna', 'body' => 'Weibo, programado.'], // WordPress schedules it
    ['date' => '2024-11-14', 'type' => 'page', 'title' => 'Quiénes somos', 'body' => 'Escribimos sobre WeChat y Weibo.'],
];
