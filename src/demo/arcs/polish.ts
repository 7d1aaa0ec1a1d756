import type { Story } from '../story.ts'

/** Customers who write Polish, because Marek answers in it. `{g:…|…}` is what a woman and a man would write. */
export const polish: readonly Story[] = [
  {
    id: 'pl-pierwszy-kontakt',
    who: 'polish',
    script: `
      > Dzień dobry, {g:dostałam|dostałem} numer od koleżanki z kościoła. Czy ktoś u Państwa mówi po polsku?
      +20m < Dzień dobry, tak, tu Marek. W czym mogę pomóc?
      > O jak dobrze! Kapie kran w kuchni, od tygodnia. Wymienić czy naprawić?
      < Zobaczę na miejscu, zwykle wystarczy nowa głowica. Pasuje {d2.w} rano?
      > Pasuje, jestem w domu do 13. {address}
      < Będę koło 10
      @d2 10:50 < Zrobione, {$a=120-150}. Gdyby coś, proszę pisać
      > Dziękuję bardzo! Nareszcie cisza
    `,
  },
  {
    id: 'pl-zalany-sufit',
    who: 'polish',
    at: 'evening',
    script: `
      > Dobry wieczór, leje się z sufitu w {łazience|kuchni|przedpokoju}!! Nie wiem co robić
      +2m < Marek. Czy nad Państwem jest łazienka? Proszę zakręcić główny zawór w piwnicy, zwykle przy liczniku
      > zakręcone. jeszcze kapie ale mniej
      < Dobrze. Światła w tym pomieszczeniu nie włączać. Jadę, {#n=25-40} minut
      +35m < Jestem pod domem
      +1h > Pan Marek to złoty człowiek. {g:Mąż|Brat} już chciał kuć sufit
      @c1 9:30 < Dzień dobry, pękł wężyk od pralki na górze. Wymieniłem oba. {$a=210-260} z dojazdem wieczornym
      > Oczywiście, zapłacę dziś kartą
    `,
  },
  {
    id: 'pl-zapach-gazu-dawno',
    who: 'polish',
    script: `
      > Czuje gaz w piwnicy przy piecu. Co mam robic?
      +1m < Proszę wyjść z domu i zadzwonić po pogotowie gazowe, teraz. Nic nie włączać ani nie wyłączać. Zostawić otwarte drzwi
      > juz jestem na ulicy, dzwonie
      +40m > Byli, zakrecili. Mowia ze nieszczelny zawor przy piecu i dali czerwona kartke
      < Dobrze że Pan{g:i|} od razu {g:wyszła|wyszedł}. Mogę być dziś o 16 i wymienić zawór, potem oni odkręcą
      > Prosze
      @c0 17:10 < Wymieniony i sprawdzony ciśnieniowo. Mogą Państwo dzwonić żeby odkręcili
      > Dziekuje, spimy spokojnie
    `,
  },
  {
    id: 'pl-piec-nie-grzeje',
    who: 'polish',
    season: 'winter',
    at: 'early',
    script: `
      > Dzień dobry, piec stoi, w domu {14|15|16} stopni (58F), mam {małe dziecko|chorą mamę}. Czy dałoby się dzisiaj?
      +40m < Dzień dobry, Marek. Tak, jest {g:Pani|Pan} {g:pierwsza|pierwszy} dzisiaj. Czy na piecu miga jakieś światełko?
      > Miga 3 razy i przerwa
      < Czujnik ciśnienia albo zatkany komin. Będę około {8:30|9}
      @c0 10:20 < Gniazdo os w rurze spalinowej. Wyczyszczone, grzeje
      > Zimą osy!! Dziękuję Panie Marku, {$a=160-200} już {g:przelałam|przelałem}
    `,
  },
  {
    id: 'pl-bojler-cieknie',
    who: 'polish',
    script: `
      > Witam, bojler cieknie od spodu, mala kaluza. Ma z {12|14|15} lat
      < Dzień dobry. Proszę zakręcić zimną wodę nad bojlerem i wyłączyć gaz pokrętłem. Wtedy może poczekać, przyjadę {d1.w}
      > zakrecone. ile nowy
      < 40 galonów {$a=1480-1580} z montażem i zabraniem starego, 50 galonów {$b=1650-1780}
      > 40. o ktorej {d1.w}
      < Rano, 8-9
      @d1 11:40 < Gotowe, woda będzie gorąca za godzinę
      > Pierwszy prysznic, dziekuje!
    `,
  },
  {
    id: 'pl-zatkana-toaleta',
    who: 'polish',
    at: 'weekend',
    script: `
      > Dzien dobry przepraszam ze w weekend, zatkal sie kibel i mamy tylko jeden, w domu {5|6} osob
      +8m < Nic nie szkodzi. Mogę być za godzinę, weekend kosztuje {$a=180-220}. Dobrze?
      > dobrze prosze przyjechac
      +1h < Jestem
      +40m > Juz dziala. Okazalo sie ze wnuk wrzucil {skarpetke|klocki|autko}. Bog zaplac
    `,
  },
  {
    id: 'pl-umowienie-przeglad',
    who: 'polish',
    season: 'fall',
    script: `
      > Dzień dobry, {g:chciałabym|chciałbym} umówić przegląd pieca przed zimą. Najlepiej po południu
      < Dzień dobry, {d4.w} między 14 a 16? {$a=109-129}
      > {d4.w} pracuję do 15, może być 15:30?
      < Może być
      @d4 16:20 < Przegląd zrobiony, filtr wymieniony, wszystko w porządku
      > Super, dziękuję. Za rok proszę się przypomnieć
    `,
  },
  {
    id: 'pl-przesuniecie-wizyty',
    who: 'polish',
    script: `
      < Dzień dobry, przypominam o wizycie {d1.w} o 9, Marek
      > Dzień dobry, bardzo przepraszam ale córka ma {gorączkę|występ w szkole}. Czy możemy przełożyć na {d4.na}?
      < Oczywiście, {d4.w} o 9. Zdrowia!
      > Dziękuję za wyrozumiałość
      @d4 10:20 < Uszczelka wymieniona, {$a=90-120}
      > ok
    `,
  },
  {
    id: 'pl-odwolanie',
    who: 'polish',
    script: `
      > Panie Marku, prosze odwolac {d2.na}, szwagier naprawil
      < Odwołane. Pozdrowienia dla szwagra
      +6d > Panie Marku... szwagier nie naprawil
      < Wiem :) Jutro o 11?
      > Tak. niech Pan mu nic nie mowi
    `,
  },
  {
    id: 'pl-wycena-lazienka',
    who: 'polish',
    script: `
      > Dzień dobry, planujemy remont łazienki i potrzebujemy wyceny na hydraulikę: wanna na prysznic, umywalka, wc. {address}
      < Dzień dobry. Mogę przyjść obejrzeć {d3.w} o 17, pasuje?
      > Pasuje, dziękujemy
      @d5 15:00 < Wycena: {$a=3100-3800} robocizna i rury, bez armatury. Wysłałem na maila
      > Dziękujemy, trochę więcej niż myśleliśmy. Damy znać
      @d11 10:00 < Dzień dobry, czy mają już Państwo decyzję?
    `,
  },
  {
    id: 'pl-faktura',
    who: 'polish',
    script: `
      > Dzien dobry, nie {g:dostalam|dostalem} faktury za {kran|piec|bojler}, prosze wyslac na {email}
      < Wysłane teraz, przepraszam
      > jest, zaplacone
      < Dziękuję!
    `,
  },
  {
    id: 'pl-reklamacja-cieknie-znowu',
    who: 'polish',
    after: 'pl-pierwszy-kontakt',
    script: `
      > Panie Marku, ten kran znowu kapie. Minęło parę tygodni dopiero, nie jestem {g:zadowolona|zadowolony}
      < Przepraszam, to nie powinno się zdarzyć. Jutro rano o 8 jestem, oczywiście bez opłat
      > Dobrze, czekam
      +20h < Głowica była wadliwa, wstawiłem lepszą. Sprawdzę za tydzień czy wszystko gra
      +7d < Dzień dobry, i jak kran?
      > Suchy. Dziękuję że Pan pamięta
    `,
  },
  {
    id: 'pl-klimatyzacja-upal',
    who: 'polish',
    season: 'heat',
    script: `
      > Dzień dobry, klima nie chłodzi, w domu 31 stopni (88F), mama ma 82 lata. Bardzo proszę o pomoc
      +9m < Dzień dobry, dziś wieczorem po 18. Proszę wyłączyć i dać mamie dużo wody, zasłonić okna
      > Dobrze, czekamy
      @c0 18:50 < Kondensator. {$a=210-250}. Już chłodzi
      > Mama mówi że Pan anioł
    `,
  },
  {
    id: 'pl-mieszane',
    who: 'polish',
    voice: 'own',
    script: `
      > Hej Marek, w basemencie leci woda z pipe przy meter. Nie duzo ale leci
      < Cześć, zakręć ten zawór przed licznikiem, czerwony albo żółty
      > ok {g:zakrecilam|zakrecilem} ale teraz nie mam wody wcale lol
      < No tak. Wytrzymasz do 15?
      > wytrzymam, mam pepsi
      @c0 15:20 < Nowa złączka. {$a=110-140}
      > thanks brachu
    `,
  },
  {
    id: 'pl-pytanie-cena',
    who: 'polish',
    script: `
      > Dzien dobry ile kosztuje {wymiana toalety|przepchanie rury|montaz zmywarki}
      +30m < Dzień dobry, {$a=160-240} zależnie co zastanę. Gdzie Państwo mieszkają?
      > {town}, {street}
      < To blisko. {d3.w} mam czas po 14
      > zastanowie sie dziekuje
    `,
  },
  {
    id: 'pl-po-angielsku-denise',
    who: 'polish',
    voice: 'own',
    script: `
      > Hello sorry my english. Water under sink. My name {name}
      < Hi {first}, no problem at all! Marek speaks Polish, I'll ask him to text you
      +15m < Dzień dobry, Marek. Dużo tej wody? Stoi wiadro?
      > O dzien dobry! nie duzo, kubek dziennie. Od zmywarki chyba
      < {d2.w} o 12?
      > tak dziekuje i tej milej pani tez
      @d2 12:40 < Opaska na wężu, dokręcona i wymieniona. {$a=85-95}
    `,
  },
  {
    id: 'pl-kanalizacja-wybija',
    who: 'polish',
    season: 'rain',
    at: 'evening',
    script: `
      > Wybija kanalizacja w piwnicy!!! Brudna woda, smierdzi, juz {3|5} cm
      +2m < Nie używać wody nigdzie w domu. Nie wchodzić tam boso. Jadę z maszyną, 35 minut
      > czekamy na dworze, otworze garaz
      +1h < Przepchane, korzenie. Proszę jeszcze dzisiaj nie prać
      > Panie Marku ratuje nam Pan zycie. ile
      < {$a=320-390}, wyślę rachunek jutro
    `,
  },
  {
    id: 'pl-voicemail',
    who: 'polish',
    script: `
      voicemail 24s
      +25m < Dzień dobry, tu Marek z Millrace, nagranie słabo słychać. Proszę napisać o co chodzi
      > Dzień dobry, chodzi o kaloryfer w sypialni, zimny na dole
      < Trzeba go przepłukać. {d4.w} rano?
      > Może być, dziękuję
      @d4 10:30 < Gotowe, grzeje cały
      > Cieplutko, dziękujemy
    `,
  },
  {
    id: 'pl-nieodebrane',
    who: 'polish',
    script: `
      missed
      +3m missed
      +8m > prosze oddzwonic chodzi o zalew po starym hydrauliku
      +45m dialled 6m
      < Jak ustaliliśmy, {d1.w} o 10, {address}
      > tak. i prosze nie mowic sasiadce
    `,
  },
  {
    id: 'pl-obiecal-oddzwonic',
    who: 'polish',
    script: `
      > Czy {g:mogłabym|mógłbym} zapytać o ogrzewanie podłogowe w łazience, czy to ma sens przy bojlerze?
      < Ma, ale policzę. Oddzwonię w tym tygodniu
    `,
  },
  {
    id: 'pl-dziekuje',
    who: 'polish',
    script: `
      > Panie Marku jeszcze raz dziękuję za {wczoraj|szybką pomoc}. {g:Upiekłam|Upiekliśmy} sernik, proszę wpaść po kawałek
      < Na sernik zawsze :)
    `,
  },
  {
    id: 'pl-swieta',
    who: 'polish',
    season: 'holiday',
    script: `
      > Wesołych Świąt Panie Marku, zdrowia i żeby nic nie kapało!
      < Dziękuję, nawzajem! Spokojnych Świąt
    `,
  },
  {
    id: 'pl-wynajem',
    who: 'polish',
    script: `
      > Dzień dobry, wynajmuję dwa mieszkania w {town}, lokatorka mówi że pod zlewem mokro. Może Pan zobaczyć? Ona nazywa się {Kasia|Mrs. Lopez}, {number2}
      < Tak, {d2.w} po południu. Do ilu mogę od razu naprawić?
      > Do {$a=180-220}, powyżej proszę dzwonić
      @d2 15:40 < Syfon wymieniony, {$b=120-150}
      > Idealnie
    `,
  },
  {
    id: 'pl-wodomierz',
    who: 'polish',
    script: `
      > Dziwna sprawa, rachunek za wodę {$a=190-260} a zwykle 70. Nic nie cieknie że widzę
      < Proszę wieczorem zakręcić wszystko i zobaczyć czy licznik stoi
      +9h > Nie stoi, kręci się
      < Najczęściej toaleta. {d1.w} o 9 sprawdzę
      @d1 10:00 < Tak jak mówiłem, górna toaleta. {$b=90-120}
      > Cicha złodziejka. Dziękuję
    `,
  },
  {
    id: 'pl-zamarzniete-rury',
    who: 'polish',
    season: 'freeze',
    at: 'early',
    script: `
      > Dzien dobry u nas zamarzlo, nie leci woda w kuchni, na dworze minus {20|22|18}
      +30m < Dzień dobry. Proszę otworzyć kran i szafkę, dać tam farelkę, NIE palnik. Jak zobaczą Państwo wodę ze ściany to zakręcić główny
      +2h > Puscilo!! nigdzie nie leci
      < Pięknie. Niech cieknie cienka strużka do jutra
      > tak zrobimy, dziekujemy
    `,
  },
  {
    id: 'pl-krzyk-zartem',
    who: 'polish',
    voice: 'own',
    script: `
      > Panie Marku POMOCY
      > goście za godzinę a ja nie umiem włączyć tej nowej baterii prysznicowej
      < Spokojnie. Proszę pociągnąć do siebie i dopiero w lewo
      > działa. ale wstyd
      < Żaden, producent jest zły
    `,
  },
  {
    id: 'pl-termostat',
    who: 'polish',
    season: 'heating',
    script: `
      > [thermostat] Dzień dobry, tak ma być? Nastawione 70 a pokazuje {63|64}
      < Chłodno dzisiaj, proszę dać mu godzinę. Czy z kratek leci ciepłe?
      > Leci letnie
      < To filtr albo palnik. {d1.w} o 8
      @d1 8:50 < Palnik wyczyszczony, filtr nowy. {$a=130-165}
      > dziękuję, już 68
    `,
  },
  {
    id: 'pl-zmywarka-montaz',
    who: 'polish',
    script: `
      > Kupiliśmy zmywarkę, czy Pan montuje? Stoi w pudle i {g:mąż|żona} na mnie patrzy
      < Montuję, {$a=140-170}. {d3.w} między 10 a 12?
      > {g:Mąż|Żona} mówi że super
      @d3 11:30 < Podłączona, chodzi
      > ~liked
    `,
  },
  {
    id: 'pl-kamera-kanal',
    who: 'polish',
    script: `
      > Kupujemy dom i agent mówi żeby obejrzeć kanalizację kamerą. Robicie?
      < Robimy, {$a=190-230}, nagranie dla Państwa. Kiedy kończy się termin?
      > {d5.w}
      < To {d3.w} o 14
      @d3 15:30 < Rura gliniana ale prosta, jeden korzeń. Nagranie na mailu
      > Kupujemy! Będziemy w kontakcie
    `,
  },
]
