import type { Story } from '../story.ts'

/** Particular people, each with a story of their own over the years, told in this order. */
export const personas: readonly Story[] = [
  // Mrs Alvarez and her boiler. At first she wrote from another number, and whether the two are one, only the office can tell.
  {
    id: 'alvarez-first-winter',
    who: 'alvarez',
    from: 'second',
    season: 'winter',
    script: `
      > Good morning. This is Mrs. Alvarez at 88 Tannery Lane. The boiler is making a sound like an airplane.
      < Good morning Mrs Alvarez. Is it heating?
      > It is heating and flying.
      < Marek will come today at 2. Please turn it down to 60 until then
      > I will wear my coat. Thank you dear.
      @c0 15:30 < It was the circulator, all quiet now. $285
      > I can hear my radio again.
    `,
  },
  {
    id: 'alvarez-no-heat',
    who: 'alvarez',
    season: 'heating',
    at: 'early',
    script: `
      > Denise, the boiler has gone out in the night. I am in bed with three blankets and the cat.
      +20m < Ken is on his way now Mrs Alvarez, he'll be there by 7:30. Stay in bed, is the door open?
      > The key is with Mr Ruiz next door. He is up, he is always up.
      @c0 8:40 < It's going again. Pilot tube was clogged
      > Ken made me tea. In my own kitchen. I never had a plumber make me tea.
      < ~loved
    `,
  },
  {
    id: 'alvarez-new-boiler-talk',
    who: 'alvarez',
    season: 'spring',
    script: `
      < Mrs Alvarez, Ray wrote down three prices for a new boiler, your son asked us. They're in the mail on paper like you wanted
      +3d > I have them. My son says the middle one. I say the one that stays.
      < The middle one stays 20 years
      > I am 79. That will do.
      < We'd do it in May when it's warm, two days
      > In May then. Tell Ken there will be flan.
    `,
  },
  {
    id: 'alvarez-new-boiler',
    who: 'alvarez',
    season: 'summer',
    script: `
      < Good morning Mrs Alvarez, Ray and Ken start {d2} at 8
      > The flan is made.
      @d3 16:10 < All in. Your son has the papers
      > It is so quiet I thought it was broken. I put my hand on it.
    `,
  },
  // Two people who share one number.
  {
    id: 'kessler-pat',
    who: 'kessler',
    script: `
      > Hi, Pat Kessler here. Tub drain is slow. We're at {address}
      < Hi Pat. {d2} at 10?
      > Lovely
      @d2 10:50 < All clear, $135
      > Thank you! Pat
    `,
  },
  {
    id: 'kessler-lou',
    who: 'kessler',
    voice: 'own',
    script: `
      > LOU HERE (SAME PHONE AS PAT). WATER HEATER IS MAKING A NOISE. DONT TELL PAT SHE WILL WANT A NEW ONE
      < Our lips are sealed Lou. {d3} at 9?
      > SHE HAS WATER AEROBICS AT 9. PERFECT
      @d3 10:10 < Flushed, it's fine for years
      > YOU NEVER SAW ME
    `,
  },
  {
    id: 'kessler-both',
    who: 'kessler',
    voice: 'own',
    script: `
      > Denise did Lou have you look at the water heater?
      < I'd have to ask Lou
      > He's right here. He's turning red. Pat
      > OK FINE I DID. LOU
      > How much was it. Pat
      < Less than a new one!
      > Good man. Pat
    `,
  },
  {
    id: 'kessler-toilet',
    who: 'kessler',
    script: `
      > Pat again. Guest toilet won't flush and Lou's sister comes {d3}. Which is either a problem or a solution
      < Ha! {d2} at 1
      @d2 13:50 < Flushes. $120
      > Oh well. Thank you. Pat
    `,
  },
  // One person with two numbers.
  {
    id: 'raman-own',
    who: 'raman',
    script: `
      > Hi, Priya Raman. My condo's dishwasher line leaks a bit, {address}. Mornings are best
      < Hi Priya! {d3} at 8?
      > Great
      @d3 8:50 < New supply line, $125
      > Thanks so much
    `,
  },
  {
    id: 'raman-work-phone',
    who: 'raman',
    from: 'second',
    script: `
      > Hi Denise, Priya Raman, this is my work phone, I'm on call at the hospital so use this one today. Thermostat at home says E5, my parents are there
      < Hi Priya, saved. E5 is a lost connection. Could they press and hold the big button 10 seconds?
      > I'll call them
      +12m > Dad did it. It's heating. Thank you, back to rounds
    `,
  },
  {
    id: 'raman-parents',
    who: 'raman',
    script: `
      > Me again, from my own phone :) My parents are moving in and want a walk in shower instead of the tub. Ray's kind of thing?
      < Very much Ray's. {d4} at 5:30?
      > I'll be home
      @d6 11:00 < Quote in your email, $4,150 for our part
      > Looks good, tile man is available in {d20.month}. I'll text you a date
      @d12 18:30 > Let's say {d20.date}?
      < {d20.date} it is
    `,
  },
  {
    id: 'raman-work-phone-again',
    who: 'raman',
    from: 'second',
    script: `
      > Priya from work phone. Is Ken still at mine? Mom says he's been standing in the tub for an hour
      < He's measuring. And your mom is feeding him
      > Ah. That explains it
    `,
  },
  // Someone whose name changed.
  {
    id: 'dunn-as-marsh',
    who: 'dunn',
    script: `
      > hi this is kelly marsh, {address}. shower handle spins and nothing happens
      < Hi Kelly! {d2} after 3?
      > yes
      @d2 16:00 < New handle and stem, $140
      > yay. can you put it under marsh, k
      < Marsh, K. Done
    `,
  },
  {
    id: 'dunn-wedding',
    who: 'dunn',
    script: `
      > hey its kelly marsh but from saturday on its kelly DUNN. same house same phone, just so ur files dont get confused
      < Congratulations Kelly Dunn!! Changed it
      > haha first place i got it changed. even before the dmv
    `,
  },
  {
    id: 'dunn-after',
    who: 'dunn',
    script: `
      > kelly dunn. disposal sounds like gravel
      < Turn it off at the wall, is there a spoon in it?
      > a wedding spoon. engraved
      < Oh dear. {d1} at 9, we'll be gentle
      @d1 9:40 < It's bent but it's alive. $95
      > thats marriage i guess
    `,
  },
  // A landlord with three flats.
  {
    id: 'brandt-flat-two',
    who: 'brandt',
    script: `
      > Walt Brandt, 19 Foundry. Flat 2 has a drip at the tub. Flat 3 says the radiator knocks. Flat 1 is perfect, she always is
      < Hi Walt. {d3} morning for 2 and 3?
      > Fine. I'll leave keys in the coffee can
      @d3 11:10 < 2: cartridge. 3: leveled the radiator. $245 together, key's back in the can
      > Good
    `,
  },
  {
    id: 'brandt-flat-one',
    who: 'brandt',
    script: `
      > I spoke too soon. Flat 1, kitchen sink leaking into the cabinet. Mrs. Oduya never complains so it must be bad
      < She's first tomorrow, 8 am. Bowl under it and don't use that sink
      > Told her
      +20h < Trap and both valves, $190. She'd put the bowl there in {March|June} she says
      > I'll have a word with her about complaining more
    `,
  },
  {
    id: 'brandt-insurance',
    who: 'brandt',
    voice: 'own',
    script: `
      > Denise, insurance wants to know age of heaters in all three flats
      +1h < Flat 1: 2019, flat 2: 2022, flat 3: 2011. You didn't hear it from me but 3 is on borrowed time
      > Quote me 3 then
      < $1,560 all in
      > Next month
    `,
  },
  {
    id: 'brandt-flat-three-heater',
    who: 'brandt',
    script: `
      > Well it was 3. Heater died {this morning|last night}. Tenant has a baby so don't wait for me, go
      < On the way, we have one on the shelf
      @c0 16:30 < In and hot. $1,560 as quoted
      > You're worth it. Don't tell Ray I said that
    `,
  },
  // A property manager.
  {
    id: 'dietz-hello',
    who: 'dietz',
    script: `
      > Hello, Carol Dietz, I'm the new manager at Linden Court, 48 units. My predecessor left me a napkin with your number on it
      < Welcome Carol! We've done your boilers since 2016. Shall Ray walk you through the mechanical room?
      > Please. {d3} at 9?
      @d3 10:40 > That was an education. Thank you both
    `,
  },
  {
    id: 'dietz-two-b',
    who: 'dietz',
    script: `
      > WO 1187: 2B bathroom ceiling stain under 3B. WO 1188: 5A toilet runs. WO 1189: 7C garbage disposal dead
      < {d1} morning for all three. Is 3B home?
      > Will be. PO is the WO number
      @d1 12:00 < 1187: tub overflow in 3B, fixed. 1188: flapper. 1189: jammed, a bottle cap. Painter for 2B can start in a week
      > All closed, thanks
    `,
  },
  {
    id: 'dietz-budget',
    who: 'dietz',
    season: 'fall',
    script: `
      > Budget season! Could you give me rough numbers for: boiler pump, re-piping building C laundry, and "whatever Ray is worried about"
      @d3 14:00 < Pump $1,450. Laundry $6,800. What Ray is worried about: the shutoffs in building A, $4,200. In your mail with reasons
      > Ray's list is always the one I end up paying. Thank you
    `,
  },
  {
    id: 'dietz-burst',
    who: 'dietz',
    season: 'winter',
    at: 'night',
    script: `
      missed
      +30s missed
      +1m > Building A, water in the stairwell from a ceiling, second floor. I'm 20 min away, custodian is there
      +2m < Ken is closest, 15 minutes. Can the custodian close the blue wheel in the A mechanical room?
      > He says it won't turn. It's one of the ones Ray was worried about
      < OK, street valve then. Ray is coming with the key
      +25m < Street is off
      +3h < Split elbow, replaced, building is back on. Ray replaced that wheel while he was at it. He didn't say I told you so
      > He may. Thank you for tonight
      @c1 11:00 > Board approved all the building A shutoffs by email vote in nine minutes
      < I'll send dates
    `,
  },
  {
    id: 'dietz-thanks',
    who: 'dietz',
    script: `
      > A resident wrote us a LETTER about Marek. "He explained my thermostat to me like I was a person." Putting it on the board in the lobby
      < I'm reading this to the whole shop. Thank you Carol
    `,
  },
  // A restaurant.
  {
    id: 'petrakis-trap',
    who: 'petrakis',
    script: `
      > denise its gus. trap smells and its saturday tmrw. can ken come before lunch
      < Ken at 9:30, back door?
      > back door. baklava for ken
      @c0 11:00 < Pumped, $235
      > u are angels
    `,
  },
  {
    id: 'petrakis-fridge',
    who: 'petrakis',
    season: 'summer',
    at: 'early',
    voice: 'own',
    script: `
      > walk in is warm. 47. lamb inside. hurry
      +5m < Ken 20 min. Keep it shut
      +55m < Fan motor. Down to 40 and falling
      > lamb lives. i owe u
    `,
  },
  {
    id: 'petrakis-toilet-wedding',
    who: 'petrakis',
    at: 'weekend',
    voice: 'own',
    script: `
      > wedding for 90 people at 4. ladies room toilet broken. 2 left for 50 ladies. u understand
      +4m < I understand completely. Marek is coming
      +1h < All three flush
      > mazel tov opa whatever. come eat
    `,
  },
  {
    id: 'petrakis-invoice',
    who: 'petrakis',
    script: `
      < Hi Gus, invoice 3312 is still open, $410 from the fridge
      > wife has the checkbook wife is in greece
      +12d > wife is back. paid. she says hi
      < ~laughed
    `,
  },
  // A long name.
  {
    id: 'preschool-sink',
    who: 'preschool',
    script: `
      > Hello, Monica at the preschool. The toddler room sink is full of something that was once clay
      < Ha. {d1} after pickup, 5:45?
      > That would be ideal
      @d1 18:20 < [drain] It was clay
      > The children will be told. Gently
    `,
  },
  {
    id: 'preschool-photos',
    who: 'preschool',
    script: `
      > Could you look at these when you have a minute? The licensing lady asked about them
      > [heater][plate]
      > [pipe][pipe]
      < All fine except the second pipe, it needs a cover because it gets hot. $60 next time we're there
      > [puddle] and this?
      < That is juice
      > Oh for heaven's sake
    `,
  },
  {
    id: 'preschool-heat',
    who: 'preschool',
    season: 'winter',
    at: 'early',
    script: `
      missed
      voicemail 31s Good morning, this is Monica Ferris at Wendell Grove Community Preschool. The furnace in the east wing is not running, it is fifty eight degrees and children arrive at eight. Please call me back as soon as you can. Thank you.
      +8m dialled 2m
      < Ken is on his way Monica. Everyone in the west wing until then?
      > Already singing in the west wing
      @c0 9:30 < 68 and rising. Flame sensor
      > [thermostat] Thank you from 41 children
    `,
  },
  {
    id: 'preschool-summer-check',
    who: 'preschool',
    season: 'summer',
    script: `
      > We close {d9} for two weeks, good time for the yearly checks?
      < Perfect. {d11}, both furnaces, water heater, backflow
      @d11 13:30 < All done, papers are on your desk
      > [paper] received. Thank you!
    `,
  },
  // Pani Nowak.
  {
    id: 'nowak-kran',
    who: 'nowak',
    script: `
      > Dzień dobry, mówi Halina Nowak z Quarry Street. Kran w łazience przecieka, proszę o pomoc
      < Dzień dobry pani Halino, Marek. {d2.w} o 10?
      > Będę czekać z kawą
      @d2 10:50 < Wymienione
      > Bóg zapłać. Kawa była?
      < Była i ciasto też, dziękuję!
    `,
  },
  {
    id: 'nowak-piec',
    who: 'nowak',
    season: 'heating',
    at: 'early',
    script: `
      > Panie Marku, piec zgasł w nocy, zimno. Mam 83 lata
      +10m < Jadę do pani jako pierwszej, będę przed 8. Proszę zostać pod kołdrą
      @c0 8:50 < Grzeje. Wymieniłem zapalarkę
      > Jest pan jak syn
    `,
  },
  {
    id: 'nowak-syn',
    who: 'nowak',
    voice: 'own',
    script: `
      > Hi, this is Adam Nowak, Halina's son, texting from her phone. Could you send invoices to me from now on? adam.nowak@example.com. She pays everything twice
      < Hi Adam, will do. She also pays in cake
      > I know. Don't send me those invoices
    `,
  },
  {
    id: 'nowak-toaleta',
    who: 'nowak',
    script: `
      > Panie Marku, toaleta ciągle szumi. To nic pilnego, jak pan będzie w okolicy
      < {d3.w} będę na pani ulicy, wpadnę po 11
      > Drożdżówki będą
      @d3 11:40 < Już nie szumi
      > Cisza jak w kościele
    `,
  },
  // The counter at the supplier.
  {
    id: 'corbett-counter',
    who: 'corbett',
    voice: 'own',
    script: `
      > dale at corbett. ur copper is here
      < Thanks Dale, Ken at 8
      > ken still owe me a lunch from the ball game
      < Passing it on
    `,
  },
  {
    id: 'corbett-recall',
    who: 'corbett',
    voice: 'own',
    script: `
      > recall on the gray supply hoses lot 44xx, u bought 12. bring em back ill swap
      +40m < We have 7 left, 5 are in houses. Ken will swap those this week
      > good man
    `,
  },
  {
    id: 'corbett-hours',
    who: 'corbett',
    season: 'holiday',
    voice: 'own',
    script: `
      > counter closes noon on the 24th. dont be that guy at 12:05
      < Ray is always that guy
      > i know. leaving the light on for him
    `,
  },
]
