"""The small words that tell one language from its neighbors: those that hold its sentences together."""

STOPWORDS: dict[str, str] = {
    "es": """
        el la los las lo un una unos unas de del al a en con por para sin sobre entre hasta desde hacia según tras ante durante
        mediante contra y e o u ni que pero sino aunque porque pues si como cuando donde mientras quien quienes cual cuales cuyo
        cuya qué cómo cuándo dónde quién cuál cuánto es son era eran fue fueron ser sido siendo está están estaba estar estoy estás
        he ha han había haber hay hubo habrá tiene tienen tenía tener tengo tuvo puede pueden podría poder puedes hace hacen hacer
        hizo hecho va van ir voy vamos no sí más menos muy mucho mucha muchos muchas poco todo toda todos todas otro otra otros otras
        este esta estos estas ese esa esos esas esto eso aquel aquella se su sus mi mis tu tus te me nos les le yo él ella ellos
        ellas nosotros usted ustedes ya también tampoco aún todavía solo sólo siempre nunca ahora hoy ayer mañana aquí allí así bien
        después antes luego cada mismo misma año años día días mes vez veces nuevo nueva nuevos nuevas mejor mejores mayor
        gran grande primera primer primero segundo dos tres cuatro cinco seis siete ocho nueve diez mil millones
        quiere quieren debe deben dice dijo saber ver dar llega llegan sigue cuenta mundo empresa empresas mercado ventas
        claves guía cosas gente país ciudad gobierno trabajo hombre mujer niños casa vida tiempo parte forma manera lunes martes
        miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre semana próximo próxima siguiente último última últimos pasado pasada
        hola gracias usuario usuarios contraseña correo página páginas sitio archivo archivos comentario comentarios entrada
        entradas imagen imágenes enlace enlaces nombre número texto buscar mostrar muestra guardar crear crea añadir añade eliminar elimina
        editar agregar enviar cambiar cambia volver abrir cerrar usar utilizar usa ejecuta ejecutar permite necesita lista versión
        tienda compra compras venta marca marcas consumidor consumidores red redes sociales publicidad anuncios clientes usuarias
        marketing digital comercio electrónico lujo móvil pago pagos datos nuestro nuestra nuestros nuestras vuestro cualquier
        alguno alguna algunos algunas ningún ninguna nadie nada algo alguien tan tanto tanta además incluso casi quizás
        dentro fuera cerca lejos arriba abajo luz noche tarde hombres mujeres niño hijo hija padre madre fin caso lugar
        presidente nacional ley juez policía muerte guerra historia estado estados unidos españa español española chino china chinos
        gratis tras pide pidió anuncia busca buscan lanza presenta gana pierde contra
        ayuda ayudar aprende aprender configuración ajustes inicio sesión contenido quiero quieres puedo pudo pueda creo cree piensa vive vivir
        muere muerto murió nació llegó salió volver vuelve volvió pasó pasa quedó queda siguen encontrar encuentra empezar empieza
        comenzó necesito parece conoce conocer sabe saben espera esperar jugar juego juegos equipo partido mundial salud escuela
        universidad calle centro campaña campañas tendencia tendencias negocio negocios precio precios producto productos éxito
        cómoda estas fácil difícil bueno buena malo mala feliz amor amigo amigos familia agua comida coche avión tierra mar sol
        será serán sería podrá tendrá hará estará nuevamente realmente actualmente durante ninguno entonces manos
        encima debajo través ello ellas mío tuyo suya suyo suyos cuya cuyos según""",
    "en": """
        the a an of to in on at by for with from into onto about over under after before between during without within through
        against and or but nor so yet if then than that this these those there here what which who whom whose when where why how
        is are was were be been being am do does did done has have had having will would shall should can could may might must
        not no yes it its he she they them their his her him we us our you your i my me as all any some each every both few more
        most much many other another such only own same very just also too now new first last next today yesterday tomorrow
        up down out off again once one two three four five six seven eight nine ten 
        get gets got make makes made go goes going want wants need needs says said say see know like use using used take best
        top day days week month year years time people world way things thing why's while because until since ever never
        still even back right good great big old high long little part work life man woman children home company companies
        market business online free read monday tuesday wednesday thursday friday saturday sunday january february march april
        june july august september october november december
        hello thanks please user users password email site file files comment comments post posts image images link links name
        number text search show save create add delete remove edit send change open close list version shop store buy sale sales
        brand brands consumer consumers network social media advertising ads customer customers digital luxury mobile payment data
        something anything nothing someone anyone everyone many each inside outside near far night men women child son
        daughter father mother end case place president national law judge police death war history state states united china's
        chinese american british report annual review guide tips ways ultimate beyond across around away along among below
        being let let's look looks call called give given found keep keep's start starts stop run runs help show shows tell told
        think thought find finds become becomes another every whether though although however therefore can't won't isn't
        aren't wasn't didn't couldn't wouldn't i'll i'm i've it's that's you're we're they're he's she's
        home help settings content learn want wanted think believe live living born came come comes left went back turn turned happen
        happened seems seem wait play playing game games team match world health school university street center centre campaign trend
        trends business price prices product products success easy hard good bad happy love friend friends family water food car land sea
        sun really actually currently during then hands above below mine yours theirs ours its itself himself herself themselves
        power money city country government state group member members house room group party question problem fact""",
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas num numa ao aos à às por pelo pela pelos pelas para pra com sem
        sobre entre até desde sob após contra durante e ou mas porém que se como quando onde enquanto porque pois qual quais quem
        cujo é são era eram foi foram ser sido sendo está estão estava estar estou esteja há havia haver houve tem têm tinha ter
        tenho teve tiver pode podem poderia poder faz fazem fazer fez feito vai vão ir vou vamos não sim mais menos muito muita
        muitos muitas pouco todo toda todos todas tudo outro outra outros outras este esta estes estas esse essa esses essas isto
        isso aquele aquela aquilo neste nesta nesse nessa deste desta desse dessa seu sua seus suas meu minha meus minhas teu tua
        nosso nossa você vocês eu ele ela eles elas nós lhe lhes me te já também ainda só sempre nunca agora hoje ontem amanhã aqui
        ali assim bem depois antes cada mesmo mesma ano anos dia dias mês vez vezes novo nova novos novas melhor melhores maior
        primeiro primeira dois duas três quatro cinco seis sete oito nove dez mil milhões quer deve devem diz disse saber ver dar
        empresa empresas mercado vendas pessoas país cidade governo trabalho homem mulher crianças casa vida tempo parte forma
        segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro
        novembro dezembro semana próximo próxima último última passado
        olá obrigado obrigada usuário usuários utilizador utilizadores senha email página páginas site sítio arquivo arquivos
        ficheiro ficheiros comentário comentários post imagem imagens ligação nome número texto busca buscar mostrar mostra salvar
        guardar criar cria adicionar adiciona excluir remover remove editar enviar mudar muda voltar abrir fechar usar usa executa
        executar permite precisa lista versão loja compra compras venda marca marcas consumidor consumidores rede redes sociais
        publicidade anúncios clientes comércio eletrônico luxo celular pagamento dados qualquer algum alguma alguns algumas nenhum
        nenhuma ninguém nada algo alguém tão tanto além inclusive quase talvez dentro fora perto longe noite tarde homens mulheres
        criança filho filha pai mãe fim caso lugar presidente nacional lei juiz polícia morte guerra história estado estados
        unidos brasil portugal português chinês chinesa china nosso nossos nossas nesse inserir opções erro afirmou diz ao
        ajuda ajudar aprender configuração configurações início sessão conteúdo quero posso pode acredita pensa vive viver morre morto
        morreu nasceu chegou saiu voltou passou passa ficou fica seguem encontrar encontra começar começa começou preciso parece conhece
        sabe sabem espera esperar jogar jogo jogos equipe equipa partida mundial saúde escola universidade rua centro campanha campanhas
        tendência tendências negócio negócios preço preços produto produtos sucesso fácil difícil bom boa mau feliz amor amigo amigos
        família água comida carro avião terra mar sol será serão seria poderá terá fará estará novamente realmente atualmente então mãos
        acima abaixo através dele dela deles delas meu minha nele nela desses dessas daquele aquilo inglês língua""",
    "ca": """
        el la els les un una uns unes de del dels al als a en amb per pel pels sense sobre entre fins des cap segons contra durant
        mitjançant i o ni que però sinó perquè doncs si com quan on mentre qui qual quals quin quina quins quines què és són era eren
        fou ser sigut estat està estan estava estar he ha han havia haver hi hagut té tenen tenia tenir tinc pot poden podria poder fa
        fan fer feia fet va van vaig anar vam no sí més menys molt molta molts moltes poc tot tota tots totes altre altra altres
        aquest aquesta aquests aquestes aquell aquella això allò es et em ens us se seu seva seus seves meu meva teu teva nostre
        nostra li los jo ell ella ells elles nosaltres vostè vosaltres ja també tampoc encara només sempre mai ara avui ahir demà
        aquí allà així bé després abans cada mateix mateixa any anys dia dies mes vegada vegades nou nova nous noves millor millors
        major gran primer primera dos dues tres quatre cinc sis set vuit deu mil milions vol volen deu diu dir saber veure donar
        empresa empreses mercat vendes gent país ciutat govern treball feina dona nens casa vida temps part forma manera dilluns
        dimarts dimecres dijous divendres dissabte diumenge gener febrer març abril maig juny juliol agost setembre octubre novembre
        desembre setmana pròxim darrer darrera passat
        hola gràcies usuari usuaris contrasenya correu pàgina pàgines lloc fitxer fitxers comentari comentaris entrada entrades
        imatge imatges enllaç enllaços nom nombre número text cerca cercar mostra mostrar desa desar crea crear afegeix afegir elimina
        eliminar suprimeix edita editar envia enviar canvia canviar torna tornar obre obrir tanca tancar usa utilitza
        executa executar permet cal llista versió botiga compra compres marca marques consumidor consumidors xarxa xarxes socials
        publicitat anuncis clients comerç electrònic luxe mòbil pagament dades qualsevol algun alguna alguns algunes cap ningú res
        tan tant tanta gairebé potser dins fora prop lluny nit tarda homes dones nen fill filla pare mare fi cas
        president nacional llei jutge policia mort guerra història estat estats units catalunya català catalana xinès xinesa xina
        nostres vostre vostra vostres ens hem heu pots podeu
        sessió inici mode
        ajuda ajudar aprendre configuració inici sessió contingut vull puc creu pensa viu viure mor mort va-néixer arriba surt torna passa
        queda segueixen trobar troba començar comença necessito sembla coneix sap saben espera esperar jugar joc jocs equip partit mundial
        salut escola universitat carrer centre campanya campanyes tendència tendències negoci negocis preu preus producte productes èxit
        fàcil difícil bo bona dolent feliç amor amic amics família aigua menjar cotxe avió terra mar sol serà seran seria podrà tindrà farà
        estarà realment actualment aleshores mans sobre sota través seus seves llurs quelcom força gaire massa prou mica vegades""",
    "gl": """
        o a os as un unha uns unhas de do da dos das en no na nos nas nun nunha dun dunha ao aos á ás ó ós por polo pola polos polas
        para con co coa cos coas sen sobre entre ata desde dende baixo tras segundo contra durante e ou nin que pero mais senón
        aínda porque pois se como cando onde mentres quen cal cales cuxo é son era eran foi foron ser sido sendo está están estaba
        estar estás hai había haber houbo ten teñen tiña ter teño tivo podes pode poden podería poder fai fan facer fixo feito vai
        van ir vou imos non si máis menos moi moito moita moitos moitas pouco todo toda todos todas outro outra outros outras este
        esta estes estas ese esa eses esas isto iso aquel aquela neste nesta nese nesa deste desta dese desa seu súa seus súas meu
        miña meus miñas teu túa teus túas noso nosa vostede eu el ela eles elas nós lle lles me te che vos xa tamén tampouco só
        sempre nunca agora hoxe onte mañá aquí alí así ben despois antes logo cada mesmo mesma ano anos día días mes vez veces novo
        nova novos novas mellor mellores maior primeiro primeira dous dúas tres catro cinco seis sete oito nove dez mil millóns quere
        debe deben di dixo saber ver dar empresa empresas mercado vendas xente país cidade goberno traballo muller nenos casa
        vida tempo parte xeito luns martes mércores xoves venres sábado domingo xaneiro febreiro marzo abril maio xuño xullo agosto
        setembro outubro novembro decembro semana próximo pasado páxina páxinas ligazón usuario sitio erro ningún ningunha algún
        algunha calquera cómpre dereito dereitos persoa persoas
        ola grazas usuarios contrasinal correo sitios ficheiro ficheiros arquivo comentario comentarios entradas imaxe imaxes
        ligazóns nome número texto buscar mostrar amosar gardar crear engadir eliminar borrar editar enviar cambiar volver abrir
        pechar usar empregar lista versión tenda compra compras marca marcas rede redes sociais publicidade anuncios clientes
        comercio móbil pagamento datos algúns algunhas ninguén nada algo alguén tan tanto ademais incluso case quizais dentro fóra
        preto lonxe noite tarde homes mulleres neno filla fillo pai nai fin caso lugar presidente nacional lei xuíz policía morte
        guerra historia estado estados galicia galego galega chinés chinesa sesión permisos menú nosos nosas poderá será serán
        ninguén contido escribe premer prema seguinte dereita mensaxe mensaxes xeral conta contas poñer sentímolo outra
        axuda axudar aprender configuración inicio contido quero podo cre pensa vive vivir morre morto morreu naceu chegou saíu volveu pasou
        pasa quedou queda seguen atopar atopa comezar comeza comezou preciso semella coñece sabe saben espera agardar xogar xogo xogos equipo
        partido mundial saúde escola universidade rúa centro campaña campañas tendencia tendencias negocio negocios prezo prezos produto
        produtos éxito doado difícil bo boa malo feliz amor amigo amigos familia auga comida coche avión terra mar sol sería poderá terá
        fará estará realmente actualmente entón mans enriba debaixo través del dela deles delas algo lingua inglés algures dereita
        pódese poida podan queres acceso acceder escoller escolle coller colle deixar deixou facendo sendo tendo sairán fixeron
        dixeron teñamos temos estamos somos vén veñen vou poboación concello concellos veciños veciñas galegos galegas mozos
        mozas xuntanza lingua avó avoa irmá irmán cativos praia choiva ceo lúa lume feira festa xornada xornal xornalista xuízo xustiza
        xerente xefe xénero xesto xogador xogadora eleccións alcaldesa subiu baixou gañou perdeu atopou anunciou presentou
        investigación desenvolvemento coñecemento ensino ensinanza liberdade igualdade sociedade comunidade actividade calidade
        seguridade publicidade realidade oportunidade nivel deixa segue fala falar falou quere queren""",
    "fr": """
        le la les un une des de du au aux à en dans avec par pour sans sur sous entre jusque depuis vers selon contre pendant
        chez et ou ni mais donc or car que qu qui quoi dont où si comme quand lorsque pourquoi comment quel quelle quels quelles
        est sont était étaient fut être été étant suis es ai as a ont avait avoir avons avez il elle ils elles on nous vous je tu
        me te se ne pas plus moins très trop peu beaucoup tout toute tous toutes autre autres ce c cet cette ces ceci cela ça
        son sa ses mon ma mes ton ta tes notre nos votre vos leur leurs lui y peut peuvent pouvoir pourrait fait font faire va vont
        aller vais doit doivent faut dit dire voir savoir déjà aussi encore toujours jamais maintenant hier demain ici là ainsi
        bien après avant puis chaque même mêmes an ans année années jour jours mois fois nouveau nouvelle nouveaux nouvelles
        meilleur meilleurs grand grande premier première deux trois quatre cinq sept huit neuf dix mille millions entreprise
        entreprises marché ventes gens pays ville gouvernement travail homme femme enfants maison vie temps lundi mardi mercredi
        jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        semaine prochain prochaine dernier dernière aujourd hui fichier
        bonjour merci utilisateur utilisateurs courriel page pages site fichiers commentaire commentaires article articles image
        images lien liens nom numéro nombre texte rechercher recherche afficher affiche enregistrer créer crée ajouter ajoute supprimer
        supprime modifier envoyer changer retour ouvrir fermer utiliser utilise exécuter exécute permet liste version boutique achat
        achats vente marque marques consommateur consommateurs réseau réseaux sociaux publicité annonces clients numérique commerce
        électronique luxe paiement données quelque quelques aucun aucune personne rien quelqu chose tant presque peut-être dedans
        dehors près loin nuit soir hommes femmes enfant fils fille père mère fin cas lieu président national loi juge police mort
        guerre histoire état états unis france français française chinois chinoise chine veuillez erreur votre sauf allons
        êtes sommes soit également afin selon depuis lors dès
        aide aider apprendre paramètres accueil contenu veux veut peux crois croit pense vit vivre meurt mort né arrivé sorti revenu passé passe
        reste suivent trouver trouve commencer commence besoin semble connaît sait savent attend attendre jouer jeu jeux équipe match
        mondial santé école université rue centre campagne campagnes tendance tendances affaires prix produit produits succès facile
        difficile bon bonne mauvais heureux amour ami amis famille eau voiture avion terre mer soleil sera seront serait pourra aura fera
        vraiment actuellement alors mains dessus dessous travers celui celle ceux celles mien tien nouvel ailleurs branche
        environ plusieurs certains certaines chaque quoi lequel laquelle voici voilà parfois""",
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn sondern doch dass daß ob wenn
        weil als wie wo wann warum wer wen wem was welche welcher welches ist sind war waren sein bin bist gewesen wird werden wurde
        wurden worden hat haben hatte hatten habe kann können konnte muss müssen soll sollen sollte will wollen darf dürfen mag
        möchte macht machen gibt geht gehen kommt nicht nein ja mehr weniger sehr viel viele wenig alle alles allen aller andere
        anderen dieser diese dieses diesen diesem jeder jede jedes mein meine meinen dein deine ihr ihre ihren ihrem ihrer seine
        seinen seiner unser unsere euer ich du er sie es wir man mich mir dich dir sich uns ihm ihn in im ins an am auf aus bei beim
        bis durch für gegen mit nach ohne um unter über von vom vor zu zum zur zwischen während wegen seit schon auch noch nur immer
        nie jetzt heute gestern morgen hier dort so dann danach bevor jahr jahre jahren tag tage monat mal neu neue neuen neuer
        beste besten große großen erste ersten zwei drei vier fünf sechs sieben acht neun zehn tausend millionen unternehmen markt
        leute menschen land stadt regierung arbeit mann frau kinder haus leben zeit teil montag dienstag mittwoch donnerstag freitag
        samstag sonntag januar februar märz mai juni juli oktober dezember woche nächste nächsten letzte letzten datei
        hallo danke benutzer passwort seite seiten website dateien kommentar kommentare beitrag beiträge bild bilder link links name
        nummer text suchen anzeigen zeigt zeige speichern erstellen erstelle erstellt hinzufügen löschen entfernen bearbeiten senden
        ändern zurück öffnen schließen verwenden ausführen liste version laden geschäft kauf verkauf marke marken verbraucher netzwerk
        soziale sozialen medien werbung anzeigen kunden digital digitale handel luxus zahlung daten etwas nichts jemand niemand so
        fast vielleicht innen außen nah nacht abend männer frauen kind sohn tochter vater mutter ende fall ort präsident recht gesetz
        richter polizei tod krieg geschichte staat staaten deutschland deutsch deutsche deutschen chinesisch chinesische eu
        bitte gib mache alles weg freiheit
        hilfe helfen lernen einstellungen anmelden inhalt willst kannst glaubt denkt lebt stirbt tot starb geboren kam ging kehrt bleibt
        finden findet beginnen beginnt braucht scheint kennt weiß wissen wartet warten spielen spiel team welt gesundheit schule
        universität straße zentrum kampagne trend trends geschäft preis preise produkt produkte erfolg leicht schwer gut gute schlecht
        glücklich liebe freund freunde familie wasser essen auto flugzeug erde meer sonne würde würden könnte wirklich derzeit dann hände
        oben unten dabei damit dafür davon dazu darauf darüber deren dessen wäre beide beiden einige einigen etwa etwas ganz
        jedoch sowie sondern trotz bereits erst weiter weitere weiteren gegenüber laut neben innerhalb außerhalb""",
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla
        dai dagli dalle in nel nello nella nei negli nelle con col su sul sullo sulla sui sugli sulle per tra fra senza
        sotto verso secondo contro durante e ed o oppure né che ma però anzi se come quando dove mentre perché poiché chi cui quale
        quali cosa quanto è sono era erano fu furono essere stato stata stati sta stanno stava stare ho hai ha hanno aveva avere
        abbiamo avete può possono potrebbe potere puoi fa fanno fare fatto va vanno andare vado non sì più meno molto molta molti
        molte poco tutto tutta tutti tutte altro altra altri altre questo questa questi queste quello quella quelli quelle quel ciò
        si ci vi ne mi ti suo sua suoi sue mio mia miei tuo tua nostro nostra loro io lui lei noi voi già anche ancora solo sempre mai
        ora adesso oggi ieri domani qui lì così bene dopo prima poi ogni stesso stessa anno anni giorno giorni mese volta volte nuovo
        nuova nuovi nuove migliore migliori maggiore grande primo due tre quattro cinque sei sette otto nove dieci mila milioni
        vuole deve devono dice detto sapere vedere dare azienda aziende mercato vendite gente paese città governo lavoro uomo donna
        bambini casa vita tempo parte modo lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile
        maggio giugno luglio agosto settembre ottobre novembre dicembre settimana prossimo prossima scorso scorsa ultimo
        ciao grazie utente utenti password posta pagina pagine sito file commento commenti articolo articoli immagine immagini
        collegamento nome numero testo cerca cercare mostra mostrare salva salvare crea creare aggiungi aggiungere elimina eliminare
        rimuovi rimuovere modifica modificare invia inviare cambia cambiare torna tornare apri aprire chiudi chiudere usa usare esegui
        eseguire permette lista elenco versione negozio acquisto acquisti vendita marchio marchi consumatore consumatori rete reti
        sociali pubblicità annunci clienti digitale commercio elettronico lusso pagamento dati qualche alcuni alcune nessuno nessuna
        niente qualcosa qualcuno così tanto quasi forse dentro fuori vicino lontano notte sera uomini donne bambino figlio figlia
        padre madre fine caso luogo presidente nazionale legge giudice polizia morte guerra storia stato stati uniti italia italiano
        italiana cinese cinesi cina vostro vostra loro sarà saranno via trasferta errore impostazioni
        aiuto aiutare imparare impostazioni inizio sessione contenuto voglio vuoi posso crede pensa vive vivere muore morto nato arriva arrivato
        uscito torna passa resta seguono trovare trova cominciare comincia iniziare inizia bisogno sembra conosce sa sanno aspetta aspettare
        giocare gioco giochi squadra partita mondiale salute scuola università strada centro campagna campagne tendenza tendenze affari
        prezzo prezzi prodotto prodotti successo facile difficile buono buona cattivo felice amore amico amici famiglia acqua cibo
        macchina aereo terra mare sole sarebbe potrà avrà farà davvero attualmente allora mani sopra sotto attraverso coloro
        qualsiasi ognuno invece infatti quindi dunque tuttavia comunque soltanto appena circa presso oltre""",
    "nl": """
        de het een en of maar want dus dat die dit deze wat wie waar wanneer waarom hoe als dan is zijn was waren ben bent wordt
        worden werd heeft hebben had heb kan kunnen kon moet moeten zal zullen zou wil willen mag gaat gaan niet geen wel meer minder
        zeer veel weinig alle alles andere ik jij je hij zij ze wij we jullie u men mij me hem haar ons hun mijn jouw uw van in op
        aan met voor naar bij uit over om te tot door zonder tegen tussen onder na sinds er hier daar nu ook nog al altijd nooit
        vandaag gisteren morgen jaar jaren dag dagen maand nieuwe beste grote eerste twee drie vier vijf bestand""",
    "id": """
        yang dan di ke dari untuk dengan pada dalam adalah ini itu tidak akan atau juga oleh sebagai karena ada bisa dapat telah
        sudah belum lebih saya anda kami kita mereka dia ia nya apa siapa bagaimana kapan jika saat setelah sebelum secara bahwa
        para sebuah seorang tentang antara hanya masih baru tahun hari orang semua setiap berkas""",
    "pl": """
        i w z na do się nie że to jest są był była było być jak co ale czy o od po za przez dla pod nad przed bez przy oraz lub albo
        ten ta te tego tej tych tym tak już tylko może można ma mają jego jej ich ja ty on ona my wy oni nam mnie mi go kto który
        która które gdy gdzie kiedy dlaczego bardzo więcej nowy nowa nowe rok roku lat dni plik ze we""",
    "tr": """
        ve bir bu da de için ile olarak çok daha en gibi kadar sonra önce olan olduğu oldu olduğunu değil ne ki mi mı mu mü ama fakat
        veya ya hem her hiç o onun ben sen biz siz onlar bana sana kendi var yok tüm bütün yeni ilk iki üç yıl gün ise şu nasıl neden
        dosya dosyayı""",
    "vi": """
        và của là có các cho được trong một không với những để này khi đã người từ ra vào về như đến cũng nhiều tại còn theo sẽ hay
        hoặc nhưng vì thì bị lại làm tôi anh chị em chúng nó năm ngày mới trên dưới hơn rất""",
    "eu": """
        eta da dira du dute dio zuen zen ziren bat ez edo baina ere hau hori hura honen horren bere gure zure nire dut dugu duzu
        izan izango egin egiten behar ahal baino gehiago guztiak guztien oso beste arte arteko gero orain hemen non nola zer nor
        zein baita bezala egon dago daude zuten dituzte ditu dela diren duen ditzake dezake urte urtean euskal herri pertsona orok
        orori ezin dezakezu aldatu sortu erabili fitxategi fitxategia fitxategiak
        gehiago informazioa izena argazkia kategoria etiketa atala webgunea webgunean orria orriak gunea mezua mezuak erabiltzailea
        erabiltzaile pasahitza helbidea helbide elektronikoa bidali gorde ezabatu editatu gehitu ireki itxi bilatu hautatu hasi
        ondo ongi kaixo eskerrik asko bai nahi dituzu duela daiteke dadin badira bada baita baino beste betiere ere euskara
        euskaraz hiria herria mende mendean urteko lehen azken berri berria berriak handia txikia gizon emakume bizitza lan
        askatasun eskubide eskubidea guzti guztia guztiek hartu eman joan etorri jakin
        eskola ikasle etxe etxea kale ur mendi itsaso eguzki gazte gazteak langile langileak enpresa enpresak merkatu merkatua
        euro milioi hitzarmena lege legea epaile polizia gerra historia hizkuntza kultura kirol kirola partida taldea taldeak alkate
        udala udalak gobernua alderdi alderdia hauteskunde irabazi galdu esan dio zioen esaten jarri utzi iritsi aurkeztu parte""",
}
"""Language → its words, lower case, as printed; the accents may be missing in a text."""

ELISIONS: dict[str, str] = {
    "fr": "l' d' s' n' m' t' j' c' qu' jusqu' lorsqu' puisqu' aujourd'",
    "ca": "l' d' s' n' m' t'",
    "it": "l' d' c' m' t' v' un' dell' all' nell' sull' dall' quell' quest' dov' com' cos' anch' po' sant' bell'",
    "en": "'s 't 'll 're 've 'm 'd o'",
}
"""Language → what it writes with an apostrophe, before a word or after one."""

ENDINGS: dict[str, str] = {
    "es": "ción ciones sión siones dad miento mientos iendo ería erías illo illa ñol ñola",
    "en": "ing tion tions ness ment ments ly ful less ed able ight ough",
    "pt": "ção ções são sões dade dades mento mentos inho inha eiro eira ões ães ável ível",
    "ca": "ció cions sió sions itat itats ment ments atge atges eix eixen esc ència ància ador adors ny nys",
    "gl": "ción cións sión sións dade dades mento mentos iño iña eiro eira óns xe xes ábel íbel ousa ouse",
    "fr": "tion tions sion sions ment ments ité ités eur eurs euse aux eux ait aient age ages ée ées ez ique iques ère",
    "de": "ung ungen lich liche lichen keit heit isch ische ischen schaft ieren iert chen tum",
    "it": "zione zioni sione sioni mento menti tà aggio aggi etto etta ezza ando endo ato ata uto uta ismo",
    "nl": "heid lijk lijke ingen tje tjes eren isch ische",
    "eu": "tzea tzeko aren arekin etan etako rako tako tatik ekin arako ezko",
}
"""Language → how many of its longer words end; n-grams of three letters see only a part of it."""

NEUTRAL = frozenset(
    """
    top pro max plus mini app apps web blog marketing iphone ipad android google facebook twitter instagram youtube
    wechat weixin weibo douyin tiktok xiaohongshu taobao tmall alibaba baidu tencent bilibili kuaishou pinduoduo zhihu
    meituan didi jd alipay huawei xiaomi kol kols live streaming social commerce wordpress email china xi beijing shanghai
    """.split()
)
"""Names and words that every language of the field uses, lower case: they tell nothing."""
