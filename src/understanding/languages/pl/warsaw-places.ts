/** A place name in Warsaw: its district, whether the name is also a common word, and its forms in speech. */
export type WarsawPlace = {
  district: string
  commonWord: boolean
  kind: 'district' | 'neighbourhood'
  forms: string[]
}

const rows = `
Bemowo	D	Bemowa|Bemowem|Bemowie|Bemowo|Bemowu
Białołęka	D	Białołęce|Białołęka|Białołęki|Białołęką|Białołękę|Zielona Białołęka
Bielany	D	Bielan|Bielanach|Bielanami|Bielanom|Bielany
Mokotów	D	Dolny Mokotów|Górny Mokotów|Mokotowa|Mokotowem|Mokotowie|Mokotowowi|Mokotów|Mordor
Ochota	D	Ochocie|Ochota|Ochoty|Ochotą|Ochotę
Praga-Południe	D	Pradze Południe|Pradze Południu|Pradze-Południe|Pradze-Południu|Praga Pd|Praga Pd.|Praga Poludnie|Praga Południe|Praga Płd|Praga Płd.|Praga-Południe|Pragi Południa|Pragi Południe|Pragi-Południa|Pragi-Południe|Pragą Południe|Pragą-Południe|Pragę Południe|Pragę-Południe
Praga-Północ	D	Pradze Północ|Pradze Północy|Pradze-Północ|Pradze-Północy|Praga Pn|Praga Pn.|Praga Polnoc|Praga Północ|Praga Płn|Praga Płn.|Praga-Północ|Pragi Północ|Pragi Północy|Pragi-Północ|Pragi-Północy|Pragą Północ|Pragą-Północ|Pragę Północ|Pragę-Północ
Rembertów	D	Rembertowa|Rembertowem|Rembertowie|Rembertowowi|Rembertów
Śródmieście	D	Śródmieścia|Śródmieście|Śródmieściem|Śródmieściu
Targówek	D	Targówek|Targówek Fabryczny|Targówek Mieszkaniowy|Targówka|Targówkiem|Targówkowi|Targówku
Ursus	D	Ursus|Ursusa|Ursusem|Ursusie|Ursusowi
Ursynów	D	Ursynowa|Ursynowem|Ursynowie|Ursynowowi|Ursynów
Wawer	D	Wawer|Wawra|Wawrem|Wawrowi|Wawrze
Wesoła	D	Wesoła|Wesołej|Wesołą
Wilanów	D	Miasteczko Wilanów|Wilanowa|Wilanowem|Wilanowie|Wilanowowi|Wilanów
Włochy	D	Włoch|Włochach|Włochami|Włochom|Włochy
Wola	D	Wola|Woli|Wolą|Wolę
Żoliborz	D	Żoliborz|Żoliborza|Żoliborzem|Żoliborzowi|Żoliborzu
Bemowo	N	Jelonek|Jelonkach|Jelonki
Bemowo	N	Jelonek Północnych|Jelonkach Północnych|Jelonki Północne
Bemowo	N	Jelonek Południowych|Jelonkach Południowych|Jelonki Południowe
Bemowo	N*	Górc|Górcach|Górce
Bemowo	N	Boernerowa|Boernerowie|Boernerowo
Bemowo	N	Chrzanowa|Chrzanowie|Chrzanów
Bemowo	N	Forcie Bema|Fort Bema|Fortu Bema
Bemowo	N	Forcie Radiowo|Fort Radiowo|Fortu Radiowo
Bemowo	N*	Grot|Grotach|Groty
Bemowo	N	Bemowa-Lotniska|Bemowie-Lotnisku|Bemowo-Lotnisko
Białołęka	N	Tarchomin|Tarchomina|Tarchominie
Białołęka	N	Nowodworach|Nowodwory|Nowodworów
Białołęka	N	Żerania|Żeraniu|Żerań
Białołęka	N	Henrykowa|Henrykowie|Henryków
Białołęka	N	Choszczówce|Choszczówka|Choszczówki|Choszczówkę
Białołęka	N	Białołęce Dworskiej|Białołęka Dworska|Białołęki Dworskiej|Białołękę Dworską
Białołęka	N*	Brzezin|Brzezinach|Brzeziny
Białołęka	N*	Grodzisk|Grodziska|Grodzisku
Białołęka	N*	Kobiałce|Kobiałka|Kobiałki|Kobiałkę
Białołęka	N	Szamocin|Szamocina|Szamocinie
Białołęka	N	Płud|Płudach|Płudy
Białołęka	N	Lewandowa|Lewandowie|Lewandów
Białołęka	N	Dąbrówce Szlacheckiej|Dąbrówka Szlachecka|Dąbrówki Szlacheckiej|Dąbrówkę Szlachecką
Białołęka	N*	Winnica|Winnicy|Winnicę
Białołęka	N	Wiśniewa|Wiśniewie|Wiśniewo
Białołęka	N	Kątach Grodziskich|Kąty Grodziskie|Kątów Grodziskich
Białołęka	N	Zielona Białołęka|Zielonej Białołęce|Zielonej Białołęki|Zieloną Białołękę
Bielany	N	Chomiczówce|Chomiczówka|Chomiczówki|Chomiczówkę
Bielany	N	Wawrzyszew|Wawrzyszewa|Wawrzyszewie
Bielany	N*	Wrzeciona|Wrzecionie|Wrzeciono
Bielany	N	Młocin|Młocinach|Młociny
Bielany	N	Słodowca|Słodowcu|Słodowiec
Bielany	N	Stare Bielany|Starych Bielan|Starych Bielanach
Bielany	N*	Piaskach|Piaski|Piasków
Bielany	N*	Hucie|Huta|Huty|Hutę
Bielany	N*	Placówce|Placówka|Placówki|Placówkę
Bielany	N	Radiowa|Radiowie|Radiowo
Bielany	N	Wólce Węglowej|Wólka Węglowa|Wólki Węglowej|Wólkę Węglową
Bielany	N	Marymoncie-Rudzie|Marymont-Ruda|Marymont-Rudę|Marymontu-Rudy
Bielany	N	Marymoncie-Kaskadzie|Marymont-Kaskada|Marymont-Kaskadę|Marymontu-Kaskady
Bielany	N	Las Bielański|Lasku Bielańskim|Lasu Bielańskiego
Mokotów	N	Starego Mokotowa|Stary Mokotów|Starym Mokotowie
Mokotów	N	Sadyba|Sadybie|Sadyby|Sadybę
Mokotów	N	Stegien|Stegnach|Stegny
Mokotów	N	Służew|Służewa|Służewie
Mokotów	N	Służewca|Służewcu|Służewiec
Mokotów	N	Sielc|Sielcach|Sielce
Mokotów	N	Czerniakowa|Czerniakowie|Czerniaków
Mokotów	N*	Siekierek|Siekierkach|Siekierki
Mokotów	N	Wierzbna|Wierzbnie|Wierzbno
Mokotów	N	Wyględowa|Wyględowie|Wyględów
Mokotów	N	Ksawerowa|Ksawerowie|Ksawerów
Mokotów	N	Augustówce|Augustówka|Augustówki|Augustówkę
Mokotów	N	Mordor|Mordoru|Mordorze
Mokotów	N	Dolnego Mokotowa|Dolny Mokotów|Dolnym Mokotowie
Mokotów	N	Górnego Mokotowa|Górny Mokotów|Górnym Mokotowie
Ochota	N	Rakowca|Rakowcu|Rakowiec
Ochota	N	Szczęśliwic|Szczęśliwicach|Szczęśliwice
Ochota	N	Stara Ochota|Starej Ochocie|Starej Ochoty|Starą Ochotę
Ochota	N*	Filtrach|Filtry|Filtrów
Ochota	N	Kolonia Staszica|Kolonii Staszica|Kolonię Staszica
Ochota	N	Kolonia Lubeckiego|Kolonii Lubeckiego|Kolonię Lubeckiego
Praga-Południe	N	Grochowa|Grochowie|Grochów
Praga-Południe	N	Gocław|Gocławia|Gocławiu
Praga-Południe	N	Gocławek|Gocławka|Gocławku
Praga-Południe	N	Saska Kępa|Saskiej Kępie|Saskiej Kępy|Saską Kępę
Praga-Południe	N	Kamionek|Kamionka|Kamionku
Praga-Południe	N	Olszynce Grochowskiej|Olszynka Grochowska|Olszynki Grochowskiej|Olszynkę Grochowską
Praga-Południe	N	Przyczółek Grochowski|Przyczółka Grochowskiego|Przyczółku Grochowskim
Praga-Południe	N	Wiatraczna|Wiatracznej|Wiatraczną
Praga-Północ	N	Stara Praga|Starej Pradze|Starej Pragi|Starą Pragę
Praga-Północ	N	Nowa Praga|Nowej Pradze|Nowej Pragi|Nową Pragę
Praga-Północ	N	Szmulowizna|Szmulowizny|Szmulowiznę|Szmulowiźnie
Praga-Północ	N	Szmulek|Szmulkach|Szmulki
Praga-Północ	N	Pelcowizna|Pelcowizny|Pelcowiznę|Pelcowiźnie
Praga-Północ	N	Golędzinowa|Golędzinowie|Golędzinów
Praga-Północ	N	Śliwic|Śliwicach|Śliwice
Praga-Północ	N	Porcie Praskim|Port Praski|Portu Praskiego
Rembertów	N	Starego Rembertowa|Stary Rembertów|Starym Rembertowie
Rembertów	N	Nowego Rembertowa|Nowy Rembertów|Nowym Rembertowie
Rembertów	N	Kawęczyn|Kawęczyna|Kawęczynie
Rembertów	N*	Wygoda|Wygody|Wygodzie|Wygodę
Rembertów	N	Kawęczyn-Wygoda|Kawęczyn-Wygodę|Kawęczyna-Wygody|Kawęczynie-Wygodzie
Śródmieście	N	Stare Miasto|Starego Miasta|Starym Mieście
Śródmieście	N	Starówce|Starówka|Starówki|Starówkę
Śródmieście	N	Nowe Miasto|Nowego Miasta|Nowym Mieście
Śródmieście	N	Muranowa|Muranowie|Muranów
Śródmieście	N	Powiśla|Powiśle|Powiślu
Śródmieście	N	Solca|Solcu|Solec
Śródmieście	N	Ujazdowa|Ujazdowie|Ujazdów
Śródmieście	N	Śródmieścia Północnego|Śródmieście Północne|Śródmieściu Północnym
Śródmieście	N	Śródmieścia Południowego|Śródmieście Południowe|Śródmieściu Południowym
Śródmieście	N	Mariensztacie|Mariensztat|Mariensztatu
Targówek	N	Bródna|Bródnie|Bródno
Targówek	N*	Zacisza|Zacisze|Zaciszu
Targówek	N	Targówek Mieszkaniowy|Targówka Mieszkaniowego|Targówku Mieszkaniowym
Targówek	N	Targówek Fabryczny|Targówka Fabrycznego|Targówku Fabrycznym
Targówek	N	Elsnerowa|Elsnerowie|Elsnerów
Targówek	N*	Utracie|Utrata|Utraty|Utratę
Targówek	N	Bródna-Podgrodzia|Bródnie-Podgrodziu|Bródno-Podgrodzie
Ursus	N	Skoroszach|Skorosze|Skoroszy
Ursus	N*	Gołąbek|Gołąbkach|Gołąbki
Ursus	N	Czechowic|Czechowicach|Czechowice
Ursus	N*	Niedźwiadek|Niedźwiadka|Niedźwiadku
Ursus	N	Szamot|Szamotach|Szamoty
Ursynów	N	Kabat|Kabatach|Kabaty
Ursynów	N	Natolin|Natolina|Natolinie
Ursynów	N	Imielin|Imielina|Imielinie
Ursynów	N	Stokłos|Stokłosach|Stokłosy
Ursynów	N	Starego Imielina|Stary Imielin|Starym Imielinie
Ursynów	N*	Pyr|Pyrach|Pyry
Ursynów	N	Dąbrówce|Dąbrówka|Dąbrówki|Dąbrówkę
Ursynów	N	Jeziorek|Jeziorkach|Jeziorki
Ursynów	N	Grabowa|Grabowie|Grabów
Ursynów	N	Wyczółek|Wyczółkach|Wyczółki
Ursynów	N	Ursynowa Północnego|Ursynowie Północnym|Ursynów Północny
Ursynów	N	Ursynowa-Centrum|Ursynowie-Centrum|Ursynów-Centrum
Ursynów	N	Skarpa Powsińska|Skarpie Powsińskiej|Skarpy Powsińskiej|Skarpę Powsińską
Wawer	N	Anin|Anina|Aninie
Wawer	N	Międzylesia|Międzylesie|Międzylesiu
Wawer	N*	Radości|Radość
Wawer	N	Falenica|Falenicy|Falenicę
Wawer	N	Miedzeszyn|Miedzeszyna|Miedzeszynie
Wawer	N	Marysin Wawerski|Marysina Wawerskiego|Marysinie Wawerskim
Wawer	N	Marysin|Marysina|Marysinie
Wawer	N	Aleksandrowa|Aleksandrowie|Aleksandrów
Wawer	N	Zerzeń|Zerznia|Zerzniu
Wawer	N*	Las|Lasu|Lesie
Wawer	N	Nadwiśla|Nadwiśle|Nadwiślu
Wawer	N	Sadul|Sadula|Sadulu
Wesoła	N	Stara Miłosna|Starej Miłosny|Starej Miłośnie|Starą Miłosnę
Wesoła	N	Groszówce|Groszówka|Groszówki|Groszówkę
Wesoła	N	Wola Grzybowska|Woli Grzybowskiej|Wolę Grzybowską
Wesoła	N*	Zielona|Zielonej|Zieloną
Wesoła	N	Zielona-Grzybowa|Zielonej-Grzybowej|Zieloną-Grzybową
Wesoła	N	Wesoła-Centrum|Wesołej-Centrum|Wesołą-Centrum
Wesoła	N	Plac Wojska Polskiego|Placu Wojska Polskiego
Wilanów	N	Miasteczka Wilanów|Miasteczko Wilanów|Miasteczku Wilanów
Wilanów	N	Powsin|Powsina|Powsinie
Wilanów	N	Powsinek|Powsinka|Powsinku
Wilanów	N*	Zawad|Zawadach|Zawady
Wilanów	N	Kępa Zawadowska|Kępie Zawadowskiej|Kępy Zawadowskiej|Kępę Zawadowską
Wilanów	N	Błonia Wilanowskie|Błoniach Wilanowskich|Błoń Wilanowskich
Wilanów	N	Wilanowa Królewskiego|Wilanowie Królewskim|Wilanów Królewski
Wilanów	N	Wilanowa Wysokiego|Wilanowie Wysokim|Wilanów Wysoki
Wilanów	N	Wilanowa Niskiego|Wilanowie Niskim|Wilanów Niski
Włochy	N	Okęcia|Okęcie|Okęciu
Włochy	N	Stare Włochy|Starych Włoch|Starych Włochach
Włochy	N	Nowe Włochy|Nowych Włoch|Nowych Włochach
Włochy	N*	Rakowa|Rakowie|Raków
Włochy	N*	Salomea|Salomei|Salomeę
Włochy	N	Załusek|Załuskach|Załuski
Włochy	N*	Paluch|Palucha|Paluchu
Włochy	N	Opacz Wielka|Opacz Wielką|Opaczy Wielkiej
Włochy	N	Lotniska Chopina|Lotnisko Chopina|Lotnisku Chopina
Wola	N*	Kole|Koła|Koło
Wola	N	Młynowa|Młynowie|Młynów
Wola	N	Ulrychowa|Ulrychowie|Ulrychów
Wola	N	Odolan|Odolanach|Odolany
Wola	N*	Czyste|Czystego|Czystem
Wola	N	Mirowa|Mirowie|Mirów
Wola	N	Powązek|Powązkach|Powązki
Wola	N	Moczydle|Moczydła|Moczydło
Wola	N	Ronda Daszyńskiego|Rondo Daszyńskiego|Rondzie Daszyńskiego
Żoliborz	N	Starego Żoliborza|Stary Żoliborz|Starym Żoliborzu
Żoliborz	N	Sadach Żoliborskich|Sady Żoliborskie|Sadów Żoliborskich
Żoliborz	N	Marymoncie-Potoku|Marymont-Potok|Marymontu-Potoku
Żoliborz	N	Marymoncie|Marymont|Marymontu
Żoliborz	N	Plac Wilsona|Placu Wilsona
Żoliborz	N	Żoliborz Oficerski|Żoliborza Oficerskiego|Żoliborzu Oficerskim
Żoliborz	N	Żoliborz Dziennikarski|Żoliborza Dziennikarskiego|Żoliborzu Dziennikarskim
Żoliborz	N	Żoliborz Artystyczny|Żoliborza Artystycznego|Żoliborzu Artystycznym
Bemowo	N	Nowe Górce|Nowych Górcach
Bemowo	N	Osiedle Przyjaźń|Osiedlu Przyjaźń
Mokotów	N	Królikarnia|Królikarni
Praga-Południe	N	Witolin|Witolinie|Witolina
Praga-Południe	N*	Ostrobramskiej
Ursynów	N	Zielony Ursynów|Zielonym Ursynowie
Wola	N	Kercelak|Kercelaku
Wola	N*	Bemowska Wola
Żoliborz	N	Placu Wilsona|pl. Wilsona
Śródmieście	N	Nowym Świecie
Śródmieście	N	Placu Zbawiciela|pl. Zbawiciela
Śródmieście	N	Starym Mieście|Starówce|Starówki|Starówkę
Białołęka	N	osiedlu Derby|Derby
Białołęka	N	Marcelin|Marcelinie
Wawer	N	Wiśniowa Góra|Wiśniowej Górze
Targówek	N	Bródnie|Bródna|Brodnem
Ursus	N	Skoroszach|Skoroszy|Skorosz
Mokotów	N	Mordorze|Mordoru
Ochota	N	Szczęśliwicach|Szczęśliwic
Bielany	N	Wawrzyszewie|Wawrzyszewa
Wola	N*	Czystem
`

/** The 18 districts and some 190 neighbourhoods with their cases; general knowledge, hand-written. */
export const warsawPlaces: WarsawPlace[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [district = '', kind = '', forms = ''] = row.split('\t')
    return {
      district,
      kind: kind.startsWith('D') ? 'district' : 'neighbourhood',
      commonWord: kind.endsWith('*'),
      forms: forms.split('|'),
    }
  })
