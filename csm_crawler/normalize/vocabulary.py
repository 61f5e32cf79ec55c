"""Words that headlines and pages are made of, for titles too short to hold a small word."""

VOCABULARY: dict[str, str] = {
    "es": """
        hola gracias usuario usuarios contraseña correo página páginas sitio archivo archivos comentario comentarios
        entrada entradas imagen imágenes enlace enlaces nombre número texto buscar mostrar muestra guardar crear
        crea añadir añade eliminar elimina editar agregar enviar cambiar cambia volver abrir cerrar usar utilizar
        usa ejecuta ejecutar permite necesita lista versión tienda compra compras venta marca marcas consumidor
        consumidores red redes sociales publicidad anuncios clientes usuarias marketing digital comercio electrónico
        lujo móvil pago pagos datos nuestro nuestra nuestros nuestras vuestro cualquier alguno alguna algunos
        algunas ningún ninguna nadie nada algo alguien tan tanto tanta además incluso casi quizás dentro fuera cerca
        lejos arriba abajo luz noche tarde hombres mujeres niño hijo hija padre madre fin caso lugar presidente
        nacional ley juez policía muerte guerra historia estado estados unidos españa español española chino china
        chinos gratis pide pidió anuncia busca buscan lanza presenta gana pierde ayuda ayudar aprende aprender
        configuración ajustes inicio sesión contenido quiero quieres puedo pudo pueda creo cree piensa vive vivir
        muere muerto murió nació llegó salió vuelve volvió pasó pasa quedó queda siguen encontrar encuentra empezar
        empieza comenzó necesito parece conoce conocer sabe saben espera esperar jugar juego juegos equipo partido
        mundial salud escuela universidad calle centro campaña campañas tendencia tendencias negocio negocios precio
        precios producto productos éxito cómoda fácil difícil bueno buena malo mala feliz amor amigo amigos familia
        agua comida coche avión tierra mar sol será serán sería podrá tendrá hará estará nuevamente realmente
        actualmente ninguno entonces manos encima debajo través ello mío tuyo suya suyo suyos cuyos""",
    "en": """
        hello thanks please user users password email site file files comment comments post posts image images link
        links name number text search show save create add delete remove edit send change open close list version
        shop store buy sale sales brand brands consumer consumers network social media advertising ads customer
        customers digital luxury mobile payment data something anything nothing someone anyone everyone inside
        outside near far night men women child son daughter father mother end case place president national law
        judge police death war history state states united china's chinese american british report annual review
        guide tips ways ultimate beyond across around away along among below let let's look looks call called give
        given found keep keep's start starts stop run runs help shows tell told think thought find finds become
        becomes whether though although however therefore can't won't isn't aren't wasn't didn't couldn't wouldn't
        i'll i'm i've it's that's you're we're they're he's she's settings content learn wanted believe live living
        born came come comes left went turn turned happen happened seems seem wait play playing game games team
        match health school university street center centre campaign trend trends price prices product products
        success easy hard bad happy love friend friends family water food car land sea sun really actually currently
        hands above mine yours theirs ours itself himself herself themselves power money city country government
        group member members house room party question problem fact""",
    "pt": """
        olá obrigado obrigada usuário usuários utilizador utilizadores senha email páginas site sítio arquivos
        ficheiros comentário comentários post imagem imagens ligação número texto busca buscar mostrar mostra salvar
        guardar criar cria adicionar adiciona excluir remover remove editar enviar mudar muda voltar abrir fechar
        usa executa executar permite precisa lista versão loja compra compras venda marca marcas consumidor
        consumidores rede redes sociais publicidade anúncios clientes comércio eletrônico luxo celular pagamento
        dados qualquer algum alguma alguns algumas nenhum nenhuma ninguém nada algo alguém tão tanto além inclusive
        quase talvez dentro fora perto longe noite tarde homens mulheres criança filho filha pai mãe fim caso lugar
        presidente nacional lei juiz polícia morte guerra história estado estados unidos brasil portugal português
        chinês chinesa china nossos nossas inserir opções afirmou ajuda ajudar aprender configuração configurações
        início sessão conteúdo quero posso acredita pensa vive viver morre morto morreu nasceu chegou saiu voltou
        passou passa ficou fica seguem encontrar encontra começar começa começou preciso parece conhece sabe sabem
        espera esperar jogar jogo jogos equipe equipa partida mundial saúde escola universidade rua centro campanha
        campanhas tendência tendências negócio negócios preço preços produto produtos sucesso fácil difícil bom boa
        mau feliz amor amigo amigos família água comida carro avião terra mar sol será serão seria poderá terá fará
        estará novamente realmente atualmente então mãos acima abaixo através dele dela deles delas nele nela desses
        dessas daquele inglês língua""",
    "ca": """
        hola gràcies usuari usuaris contrasenya correu pàgina pàgines lloc fitxer fitxers comentari comentaris
        entrada entrades imatge imatges enllaç enllaços nom nombre número text cerca cercar mostra mostrar desa
        desar crea crear afegeix afegir elimina eliminar suprimeix edita editar envia enviar canvia canviar torna
        tornar obre obrir tanca tancar usa utilitza executa executar permet cal llista versió botiga compra compres
        marca marques consumidor consumidors xarxa xarxes socials publicitat anuncis clients comerç electrònic luxe
        mòbil pagament dades qualsevol algun alguna alguns algunes ningú res tan tant tanta gairebé potser dins fora
        prop lluny nit tarda homes dones nen fill filla pare mare fi cas president nacional llei jutge policia mort
        guerra història estats units catalunya català catalana xinès xinesa xina nostres vostre vostra vostres hem
        heu pots podeu sessió inici mode ajuda ajudar aprendre configuració contingut vull puc creu pensa viu viure
        mor va-néixer arriba surt passa queda segueixen trobar troba començar comença necessito sembla coneix sap
        saben espera esperar jugar joc jocs equip partit mundial salut escola universitat carrer centre campanya
        campanyes tendència tendències negoci negocis preu preus producte productes èxit fàcil difícil bo bona
        dolent feliç amor amic amics família aigua menjar cotxe avió terra mar sol serà seran seria podrà tindrà
        farà estarà realment actualment aleshores mans sota través llurs quelcom força gaire massa prou mica""",
    "gl": """
        ola grazas usuarios contrasinal correo sitios ficheiro ficheiros arquivo comentario comentarios entradas
        imaxe imaxes ligazóns nome número texto buscar mostrar amosar gardar crear engadir eliminar borrar editar
        enviar cambiar volver abrir pechar usar empregar lista versión tenda compra compras marca marcas rede redes
        sociais publicidade anuncios clientes comercio móbil pagamento datos algúns algunhas ninguén nada algo
        alguén tan tanto ademais incluso case quizais dentro fóra preto lonxe noite tarde homes mulleres neno filla
        fillo pai nai fin caso lugar presidente nacional lei xuíz policía morte guerra historia estado estados
        galicia galego galega chinés chinesa sesión permisos menú nosos nosas poderá será serán contido escribe
        premer prema seguinte dereita mensaxe mensaxes xeral conta contas poñer sentímolo axuda axudar aprender
        configuración inicio quero podo cre pensa vive vivir morre morto morreu naceu chegou saíu volveu pasou pasa
        quedou queda seguen atopar atopa comezar comeza comezou preciso semella coñece sabe saben espera agardar
        xogar xogo xogos equipo partido mundial saúde escola universidade rúa centro campaña campañas tendencia
        tendencias negocio negocios prezo prezos produto produtos éxito doado difícil bo boa malo feliz amor amigo
        amigos familia auga comida coche avión terra mar sol sería terá fará estará realmente actualmente entón mans
        enriba debaixo través del dela deles delas lingua inglés algures pódese poida podan queres acceso acceder
        escoller escolle coller colle deixar deixou facendo tendo sairán fixeron dixeron teñamos temos estamos somos
        vén veñen poboación concello concellos veciños veciñas galegos galegas mozos mozas xuntanza avó avoa irmá
        irmán cativos praia choiva ceo lúa lume feira festa xornada xornal xornalista xuízo xustiza xerente xefe
        xénero xesto xogador xogadora eleccións alcaldesa subiu baixou gañou perdeu atopou anunciou presentou
        investigación desenvolvemento coñecemento ensino ensinanza liberdade igualdade sociedade comunidade
        actividade calidade seguridade realidade oportunidade nivel deixa segue fala falar falou queren""",
    "fr": """
        bonjour merci utilisateur utilisateurs courriel page pages site fichiers commentaire commentaires article
        articles image images lien liens nom numéro nombre texte rechercher recherche afficher affiche enregistrer
        créer crée ajouter ajoute supprimer supprime modifier envoyer changer retour ouvrir fermer utiliser utilise
        exécuter exécute permet liste version boutique achat achats vente marque marques consommateur consommateurs
        réseau réseaux sociaux publicité annonces clients numérique commerce électronique luxe paiement données
        quelque quelques aucun aucune personne rien quelqu chose tant presque peut-être dedans dehors près loin nuit
        soir hommes femmes enfant fils fille père mère fin cas lieu président national loi juge police mort guerre
        histoire état états unis france français française chinois chinoise chine veuillez erreur sauf allons êtes
        sommes soit également afin lors dès aide aider apprendre paramètres accueil contenu veux veut peux crois
        croit pense vit vivre meurt né arrivé sorti revenu passé passe reste suivent trouver trouve commencer
        commence besoin semble connaît sait savent attend attendre jouer jeu jeux équipe match mondial santé école
        université rue centre campagne campagnes tendance tendances affaires prix produit produits succès facile
        difficile bon bonne mauvais heureux amour ami amis famille eau voiture avion terre mer soleil sera seront
        serait pourra aura fera vraiment actuellement alors mains dessus dessous travers celui celle ceux celles
        mien tien nouvel ailleurs branche environ plusieurs certains certaines lequel laquelle voici voilà parfois""",
    "de": """
        hallo danke benutzer passwort seite seiten website dateien kommentar kommentare beitrag beiträge bild bilder
        link links name nummer text suchen anzeigen zeigt zeige speichern erstellen erstelle erstellt hinzufügen
        löschen entfernen bearbeiten senden ändern zurück öffnen schließen verwenden ausführen liste version laden
        geschäft kauf verkauf marke marken verbraucher netzwerk soziale sozialen medien werbung kunden digital
        digitale handel luxus zahlung daten etwas nichts jemand niemand fast vielleicht innen außen nah nacht abend
        männer frauen kind sohn tochter vater mutter ende fall ort präsident recht gesetz richter polizei tod krieg
        geschichte staat staaten deutschland deutsch deutsche deutschen chinesisch chinesische eu bitte gib mache
        weg freiheit hilfe helfen lernen einstellungen anmelden inhalt willst kannst glaubt denkt lebt stirbt tot
        starb geboren kam ging kehrt bleibt finden findet beginnen beginnt braucht scheint kennt weiß wissen wartet
        warten spielen spiel team welt gesundheit schule universität straße zentrum kampagne trend trends preis
        preise produkt produkte erfolg leicht schwer gut gute schlecht glücklich liebe freund freunde familie wasser
        essen auto flugzeug erde meer sonne würde würden könnte wirklich derzeit hände oben unten dabei damit dafür
        davon dazu darauf darüber deren dessen wäre beide beiden einige einigen etwa ganz jedoch sowie trotz bereits
        erst weiter weitere weiteren gegenüber laut neben innerhalb außerhalb""",
    "it": """
        ciao grazie utente utenti password posta pagina pagine sito file commento commenti articolo articoli
        immagine immagini collegamento nome numero testo cerca cercare mostra mostrare salva salvare crea creare
        aggiungi aggiungere elimina eliminare rimuovi rimuovere modifica modificare invia inviare cambia cambiare
        torna tornare apri aprire chiudi chiudere usa usare esegui eseguire permette lista elenco versione negozio
        acquisto acquisti vendita marchio marchi consumatore consumatori rete reti sociali pubblicità annunci
        clienti digitale commercio elettronico lusso pagamento dati qualche alcuni alcune nessuno nessuna niente
        qualcosa qualcuno tanto quasi forse dentro fuori vicino lontano notte sera uomini donne bambino figlio
        figlia padre madre fine caso luogo presidente nazionale legge giudice polizia morte guerra storia uniti
        italia italiano italiana cinese cinesi cina vostro vostra sarà saranno via trasferta errore impostazioni
        aiuto aiutare imparare inizio sessione contenuto voglio vuoi posso crede pensa vive vivere muore morto nato
        arriva arrivato uscito passa resta seguono trovare trova cominciare comincia iniziare inizia bisogno sembra
        conosce sa sanno aspetta aspettare giocare gioco giochi squadra partita mondiale salute scuola università
        strada centro campagna campagne tendenza tendenze affari prezzo prezzi prodotto prodotti successo facile
        difficile buono buona cattivo felice amore amico amici famiglia acqua cibo macchina aereo terra mare sole
        sarebbe potrà avrà farà davvero attualmente allora mani sopra attraverso coloro qualsiasi ognuno invece
        infatti quindi dunque tuttavia comunque soltanto appena circa presso oltre""",
    "eu": """
        informazioa izena argazkia kategoria etiketa atala webgunea webgunean orria orriak gunea mezua mezuak
        erabiltzailea erabiltzaile pasahitza helbidea helbide elektronikoa bidali gorde ezabatu editatu gehitu ireki
        itxi bilatu hautatu hasi ondo ongi kaixo eskerrik asko bai nahi dituzu duela daiteke dadin badira bada
        betiere euskara euskaraz hiria herria mende mendean urteko lehen azken berri berria berriak handia txikia
        gizon emakume bizitza lan askatasun eskubide eskubidea guzti guztia guztiek hartu eman joan etorri jakin
        eskola ikasle etxe etxea kale ur mendi itsaso eguzki gazte gazteak langile langileak enpresa enpresak
        merkatu merkatua euro milioi hitzarmena lege legea epaile polizia gerra historia hizkuntza kultura kirol
        kirola partida taldea taldeak alkate udala udalak gobernua alderdi alderdia hauteskunde irabazi galdu esan
        zioen esaten jarri utzi iritsi aurkeztu parte""",
}
"""Language → common words of news and of web pages, lower case."""
