"""The small words that tell one language from its neighbors: those that hold its sentences together."""

STOPWORDS: dict[str, str] = {
    "es": """
        el la los las lo un una unos unas de del al a en con por para sin sobre entre hasta desde hacia según tras
        ante durante mediante contra y e o u ni que pero sino aunque porque pues si como cuando donde mientras quien
        quienes cual cuales cuyo cuya qué cómo cuándo dónde quién cuál cuánto es son era eran fue fueron ser sido
        siendo está están estaba estar estoy estás he ha han había haber hay hubo habrá tiene tienen tenía tener
        tengo tuvo puede pueden podría poder puedes hace hacen hacer hizo hecho va van ir voy vamos no sí más menos
        muy mucho mucha muchos muchas poco todo toda todos todas otro otra otros otras este esta estos estas ese esa
        esos esas esto eso aquel aquella se su sus mi mis tu tus te me nos les le yo él ella ellos ellas nosotros
        usted ustedes ya también tampoco aún todavía solo sólo siempre nunca ahora hoy ayer mañana aquí allí así
        bien después antes luego cada mismo misma año años día días mes vez veces nuevo nueva nuevos nuevas mejor
        mejores mayor gran grande primera primer primero segundo dos tres cuatro cinco seis siete ocho nueve diez
        mil millones quiere quieren debe deben dice dijo saber ver dar llega llegan sigue cuenta mundo empresa
        empresas mercado ventas claves guía cosas gente país ciudad gobierno trabajo hombre mujer niños casa vida
        tiempo parte forma manera lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril
        mayo junio julio agosto septiembre octubre noviembre diciembre semana próximo próxima siguiente último
        última últimos pasado pasada""",
    "en": """
        the a an of to in on at by for with from into onto about over under after before between during without
        within through against and or but nor so yet if then than that this these those there here what which who
        whom whose when where why how is are was were be been being am do does did done has have had having will
        would shall should can could may might must not no yes it its he she they them their his her him we us our
        you your i my me as all any some each every both few more most much many other another such only own same
        very just also too now new first last next today yesterday tomorrow up down out off again once one two three
        four five six seven eight nine ten get gets got make makes made go goes going want wants need needs says
        said say see know like use using used take best top day days week month year years time people world way
        things thing why's while because until since ever never still even back right good great big old high long
        little part work life man woman children home company companies market business online free read monday
        tuesday wednesday thursday friday saturday sunday january february march april june july august september
        october november december""",
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas num numa ao aos à às por pelo pela pelos pelas
        para pra com sem sobre entre até desde sob após contra durante e ou mas porém que se como quando onde
        enquanto porque pois qual quais quem cujo é são era eram foi foram ser sido sendo está estão estava estar
        estou esteja há havia haver houve tem têm tinha ter tenho teve tiver pode podem poderia poder faz fazem
        fazer fez feito vai vão ir vou vamos não sim mais menos muito muita muitos muitas pouco todo toda todos
        todas tudo outro outra outros outras este esta estes estas esse essa esses essas isto isso aquele aquela
        aquilo neste nesta nesse nessa deste desta desse dessa seu sua seus suas meu minha meus minhas teu tua nosso
        nossa você vocês eu ele ela eles elas nós lhe lhes me te já também ainda só sempre nunca agora hoje ontem
        amanhã aqui ali assim bem depois antes cada mesmo mesma ano anos dia dias mês vez vezes novo nova novos
        novas melhor melhores maior primeiro primeira dois duas três quatro cinco seis sete oito nove dez mil
        milhões quer deve devem diz disse saber ver dar empresa empresas mercado vendas pessoas país cidade governo
        trabalho homem mulher crianças casa vida tempo parte forma segunda terça quarta quinta sexta sábado domingo
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro semana próximo
        próxima último última passado página arquivo ficheiro nome usar erro""",
    "ca": """
        el la els les un una uns unes de del dels al als a en amb per pel pels sense sobre entre fins des cap segons
        contra durant mitjançant i o ni que però sinó perquè doncs si com quan on mentre qui qual quals quin quina
        quins quines què és són era eren fou ser sigut estat està estan estava estar he ha han havia haver hi hagut
        té tenen tenia tenir tinc pot poden podria poder fa fan fer feia fet va van vaig anar vam no sí més menys
        molt molta molts moltes poc tot tota tots totes altre altra altres aquest aquesta aquests aquestes aquell
        aquella això allò es et em ens us se seu seva seus seves meu meva teu teva nostre nostra li los jo ell ella
        ells elles nosaltres vostè vosaltres ja també tampoc encara només sempre mai ara avui ahir demà aquí allà
        així bé després abans cada mateix mateixa any anys dia dies mes vegada vegades nou nova nous noves millor
        millors major gran primer primera dos dues tres quatre cinc sis set vuit deu mil milions vol volen diu dir
        saber veure donar empresa empreses mercat vendes gent país ciutat govern treball feina dona nens casa vida
        temps part forma manera dilluns dimarts dimecres dijous divendres dissabte diumenge gener febrer març abril
        maig juny juliol agost setembre octubre novembre desembre setmana pròxim darrer darrera passat""",
    "gl": """
        o a os as un unha uns unhas de do da dos das en no na nos nas nun nunha dun dunha ao aos á ás ó ós por polo
        pola polos polas para con co coa cos coas sen sobre entre ata desde dende baixo tras segundo contra durante
        e ou nin que pero mais senón aínda porque pois se como cando onde mentres quen cal cales cuxo é son era eran
        foi foron ser sido sendo está están estaba estar estás hai había haber houbo ten teñen tiña ter teño tivo
        podes pode poden podería poder fai fan facer fixo feito vai van ir vou imos non si máis menos moi moito
        moita moitos moitas pouco todo toda todos todas outro outra outros outras este esta estes estas ese esa eses
        esas isto iso aquel aquela neste nesta nese nesa deste desta dese desa seu súa seus súas meu miña meus miñas
        teu túa teus túas noso nosa vostede eu el ela eles elas nós lle lles me te che vos xa tamén tampouco só
        sempre nunca agora hoxe onte mañá aquí alí así ben despois antes logo cada mesmo mesma ano anos día días mes
        vez veces novo nova novos novas mellor mellores maior primeiro primeira dous dúas tres catro cinco seis sete
        oito nove dez mil millóns quere debe deben di dixo saber ver dar empresa empresas mercado vendas xente país
        cidade goberno traballo muller nenos casa vida tempo parte xeito luns martes mércores xoves venres sábado
        domingo xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro semana
        próximo pasado páxina páxinas ligazón usuario sitio erro ningún ningunha algún algunha calquera cómpre
        dereito dereitos persoa persoas""",
    "fr": """
        le la les un une des de du au aux à en dans avec par pour sans sur sous entre jusque depuis vers selon
        contre pendant chez et ou ni mais donc or car que qu qui quoi dont où si comme quand lorsque pourquoi
        comment quel quelle quels quelles est sont était étaient fut être été étant suis es ai as a ont avait avoir
        avons avez il elle ils elles on nous vous je tu me te se ne pas plus moins très trop peu beaucoup tout toute
        tous toutes autre autres ce c cet cette ces ceci cela ça son sa ses mon ma mes ton ta tes notre nos votre
        vos leur leurs lui y peut peuvent pouvoir pourrait fait font faire va vont aller vais doit doivent faut dit
        dire voir savoir déjà aussi encore toujours jamais maintenant hier demain ici là ainsi bien après avant puis
        chaque même mêmes an ans année années jour jours mois fois nouveau nouvelle nouveaux nouvelles meilleur
        meilleurs grand grande premier première deux trois quatre cinq sept huit neuf dix mille millions entreprise
        entreprises marché ventes gens pays ville gouvernement travail homme femme enfants maison vie temps lundi
        mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
        octobre novembre décembre semaine prochain prochaine dernier dernière aujourd hui fichier""",
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn sondern doch
        dass daß ob wenn weil als wie wo wann warum wer wen wem was welche welcher welches ist sind war waren sein
        bin bist gewesen wird werden wurde wurden worden hat haben hatte hatten habe kann können konnte muss müssen
        soll sollen sollte will wollen darf dürfen mag möchte macht machen gibt geht gehen kommt nicht nein ja mehr
        weniger sehr viel viele wenig alle alles allen aller andere anderen dieser diese dieses diesen diesem jeder
        jede jedes mein meine meinen dein deine ihr ihre ihren ihrem ihrer seine seinen seiner unser unsere euer ich
        du er sie es wir man mich mir dich dir sich uns ihm ihn in im ins an am auf aus bei beim bis durch für gegen
        mit nach ohne um unter über von vom vor zu zum zur zwischen während wegen seit schon auch noch nur immer nie
        jetzt heute gestern morgen hier dort so dann danach bevor jahr jahre jahren tag tage monat mal neu neue
        neuen neuer beste besten große großen erste ersten zwei drei vier fünf sechs sieben acht neun zehn tausend
        millionen unternehmen markt leute menschen land stadt regierung arbeit mann frau kinder haus leben zeit teil
        montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober
        dezember woche nächste nächsten letzte letzten datei""",
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dallo
        dalla dai dagli dalle in nel nello nella nei negli nelle con col su sul sullo sulla sui sugli sulle per tra
        fra senza sotto verso secondo contro durante e ed o oppure né che ma però anzi se come quando dove mentre
        perché poiché chi cui quale quali cosa quanto è sono era erano fu furono essere stato stata stati sta stanno
        stava stare ho hai ha hanno aveva avere abbiamo avete può possono potrebbe potere puoi fa fanno fare fatto
        va vanno andare vado non sì più meno molto molta molti molte poco tutto tutta tutti tutte altro altra altri
        altre questo questa questi queste quello quella quelli quelle quel ciò si ci vi ne mi ti suo sua suoi sue
        mio mia miei tuo tua nostro nostra loro io lui lei noi voi già anche ancora solo sempre mai ora adesso oggi
        ieri domani qui lì così bene dopo prima poi ogni stesso stessa anno anni giorno giorni mese volta volte
        nuovo nuova nuovi nuove migliore migliori maggiore grande primo due tre quattro cinque sei sette otto nove
        dieci mila milioni vuole deve devono dice detto sapere vedere dare azienda aziende mercato vendite gente
        paese città governo lavoro uomo donna bambini casa vita tempo parte modo lunedì martedì mercoledì giovedì
        venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
        dicembre settimana prossimo prossima scorso scorsa ultimo""",
    "nl": """
        de het een en of maar want dus dat die dit deze wat wie waar wanneer waarom hoe als dan is zijn was waren
        ben bent wordt worden werd heeft hebben had heb kan kunnen kon moet moeten zal zullen zou wil willen mag
        gaat gaan niet geen wel meer minder zeer veel weinig alle alles andere ik jij je hij zij ze wij we jullie u
        men mij me hem haar ons hun mijn jouw uw van in op aan met voor naar bij uit over om te tot door zonder
        tegen tussen onder na sinds er hier daar nu ook nog al altijd nooit vandaag gisteren morgen jaar jaren dag
        dagen maand nieuwe beste grote eerste twee drie vier vijf bestand""",
    "id": """
        yang dan di ke dari untuk dengan pada dalam adalah ini itu tidak akan atau juga oleh sebagai karena ada bisa
        dapat telah sudah belum lebih saya anda kami kita mereka dia ia nya apa siapa bagaimana kapan jika saat
        setelah sebelum secara bahwa para sebuah seorang tentang antara hanya masih baru tahun hari orang semua
        setiap berkas""",
    "pl": """
        i w z na do się nie że to jest są był była było być jak co ale czy o od po za przez dla pod nad przed bez
        przy oraz lub albo ten ta te tego tej tych tym tak już tylko może można ma mają jego jej ich ja ty on ona my
        wy oni nam mnie mi go kto który która które gdy gdzie kiedy dlaczego bardzo więcej nowy nowa nowe rok roku
        lat dni plik ze we""",
    "tr": """
        ve bir bu da de için ile olarak çok daha en gibi kadar sonra önce olan olduğu oldu olduğunu değil ne ki mi
        mı mu mü ama fakat veya ya hem her hiç o onun ben sen biz siz onlar bana sana kendi var yok tüm bütün yeni
        ilk iki üç yıl gün ise şu nasıl neden dosya dosyayı""",
    "vi": """
        và của là có các cho được trong một không với những để này khi đã người từ ra vào về như đến cũng nhiều tại
        còn theo sẽ hay hoặc nhưng vì thì bị lại làm tôi anh chị em chúng nó năm ngày mới trên dưới hơn rất""",
    "eu": """
        eta da dira du dute dio zuen zen ziren bat ez edo baina ere hau hori hura honen horren bere gure zure nire
        dut dugu duzu izan izango egin egiten behar ahal baino gehiago guztiak guztien oso beste arte arteko gero
        orain hemen non nola zer nor zein baita bezala egon dago daude zuten dituzte ditu dela diren duen ditzake
        dezake urte urtean euskal herri pertsona orok orori ezin dezakezu aldatu sortu erabili fitxategi fitxategia
        fitxategiak""",
}
"""Language → its words, lower case, with the numbers, days and months; accents may be missing in a text."""
