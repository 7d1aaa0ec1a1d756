import type { Story } from '../story.ts'

/**
 * The last three days, counted back from now: what a firm finds on its desk in the morning. Two emergencies that
 * nobody has answered yet, some things that will not wait, some that wait for the customer, some promises due.
 */
export const lastDays: readonly Story[] = [
  // Two emergencies, minutes old, unanswered.
  {
    id: 'now-ceiling-at-night',
    who: 'owner',
    ago: '34m',
    onlyAt: [22, 7],
    voice: 'own',
    script: `
      missed
      +30s > PLEASE pick up. water is coming through the ceiling in our hallway right by the light, its running down the wall
      +1m > {address}. my {g:husband|wife} is on a night shift i cant find the shutoff. its been 10 minutes and getting worse
      +2m missed
      +1m > [ceiling] the plaster is bulging. kids are asleep in the next room what do i do
    `,
  },
  {
    id: 'now-ceiling-by-day',
    who: 'owner',
    ago: '34m',
    onlyAt: [7, 22],
    voice: 'own',
    script: `
      missed
      +30s > PLEASE pick up. water is pouring through the ceiling in our hallway right by the light, its running down the wall. it started last night as a drip and now its a stream
      +1m > {address}. i cant find the shutoff, my {g:husband|wife} is at work
      +2m missed
      +1m > [ceiling] the plaster is bulging. what do i do
    `,
  },
  {
    id: 'now-gas-polish',
    who: 'polish',
    ago: '52m',
    voice: 'own',
    script: `
      > dzien dobry czuc gaz w kuchni i na korytarzu, mocno. {g:zakrecilam|zakrecilem} kuchenke i dalej smierdzi
      +40s > {g:jestem sama|jestem sam} z mama, ma 80 lat i slabo jej. {address}
      +1m > prosze pilnie odpisac albo zadzwonic
      +6m missed
    `,
  },

  // High: an essential thing is gone, or damage comes nearer.
  {
    id: 'now-no-hot-water-five',
    who: 'owner',
    ago: '125m',
    script: `
      > Hi, no hot water at all since {last night|this morning}, there are five of us. Gas heater, the little light on it is off. Can someone come today? {address}
      +4m > [heater]
    `,
  },
  {
    id: 'now-only-toilet',
    who: 'tenant',
    ago: '96m',
    script: `
      > Hello I rent at {address} apt {unit}, our only toilet is clogged to the top and we can't use it. Plunger didn't help. Landlord is {Walt Brandt|Mr Sutter}, he said text you
    `,
  },
  {
    id: 'now-bucket-leak',
    who: 'owner',
    ago: '190m',
    script: `
      > Leak under the kitchen sink, was a drip, now it fills the bucket every 20 minutes. I'm emptying it. I turned the little valves off and it still comes
      < Hi {first}, can you shut the main in the basement? Wheel or lever where the pipe comes in
      > Did that just now. It stopped. But now the whole house has no water
    `,
  },
  {
    id: 'now-no-heat',
    who: 'owner',
    season: 'heating',
    ago: '80m',
    script: `
      > Furnace quit, it's {59|61} inside and falling. Two kids. Is there any chance today?
      +2m > It clicks three times and nothing
    `,
  },
  {
    id: 'now-no-cooling',
    who: 'owner',
    season: 'cooling',
    ago: '80m',
    script: `
      > AC died, {84|86} inside and my dad is 79 with a bad heart. Outdoor fan isn't spinning. Any chance today?
    `,
  },
  {
    id: 'now-restaurant-dishwasher',
    who: 'restaurant',
    ago: '150m',
    voice: 'own',
    script: `
      > {company}. no hot water at the dish machine, we open at 5 and i can't run without it
      +3m < On it. Ken can be there in an hour, is the back door open?
      > yes. pls hurry we have a party of 40
    `,
  },
  {
    id: 'now-sump-alarm',
    who: 'owner',
    season: 'rain',
    ago: '170m',
    script: `
      > Sump pump alarm is beeping, pit is nearly full, more rain tonight they say. Pump doesn't run when I lift the float. {address}
    `,
  },

  // Needs a reply.
  {
    id: 'recent-already-stopped',
    who: 'owner',
    ago: '210m',
    script: `
      > Water all over the laundry room floor!!! Is anyone there
      +5m > Ok false alarm, it has stopped, the drain hose had slipped out of the standpipe. I put it back. All dry
      +2m > Should it be strapped to something though? No hurry
    `,
  },
  {
    id: 'recent-mother-in-law',
    who: 'owner',
    ago: '0d 7:40',
    script: `
      > This is an EMERGENCY: my mother in law arrives {d3} and the guest bathroom faucet drips. She will count the drips. Do you have anything before then? {address}
    `,
  },
  {
    id: 'recent-invoice-question',
    who: 'owner',
    ago: '1d 15:10',
    script: `
      > Hi, invoice {#i=4600-4999} lists a second trip but Ken was only here once. Could you check? Otherwise all great
    `,
  },
  {
    id: 'recent-quote-photo',
    who: 'owner',
    ago: '1d 17:55',
    script: `
      > [pipe][drain] Hello, what would it cost to redo all of this under the sink? It's from the 70s I think. {name}, {address}
    `,
  },
  {
    id: 'recent-reschedule-wanted',
    who: 'owner',
    ago: '1d 19:20',
    script: `
      < Reminder: Marek is coming {d1} between 1 and 3 for the toilet. Reply if anything changes
      +25m > Sorry, have to be at the {hospital|airport} {d1}. {d2} same time? Or after 4 any day
    `,
  },
  {
    id: 'recent-tune-up-wanted',
    who: 'owner',
    ago: '2d 18:40',
    script: `
      > Hi Denise, time for our yearly check, both units. Any morning next week but Wednesday
    `,
  },
  {
    id: 'recent-voicemail-estimate',
    who: 'owner',
    ago: '1d 11:35',
    script: `
      voicemail 26s Hi, my name is {name}, I live at {address}. I'd like an estimate for a new water heater, ours is fifteen years old and it is starting to rust at the bottom. It's not leaking. You can reach me at this number, any time after three. Thank you.
    `,
  },
  {
    id: 'recent-voicemail-rambling',
    who: 'owner',
    ago: '0d 8:05',
    script: `
      voicemail 38s Yes good morning this is {name} on {street}, uh, my toilet upstairs it runs and runs and my daughter says I'm paying for it, so, I would like somebody to come by, not tomorrow because I have the podiatrist but any other day. Bye bye now.
    `,
  },
  {
    id: 'recent-complaint',
    who: 'owner',
    ago: '1d 20:15',
    voice: 'own',
    script: `
      > The faucet Ken put in on Monday is leaking at the base. I paid {$a=310-360} for that. I'd like to know when you're coming to make it right.
      +13h > Hello?
    `,
  },
  {
    id: 'recent-polish-booking',
    who: 'polish',
    ago: '0d 9:10',
    script: `
      > Dzień dobry, {g:chciałabym|chciałbym} umówić Pana Marka do cieknącego zaworu przy pralce. Nic pilnego, kapie do miski. Najlepiej {d2.w} albo {d3.w} po południu. {address}
    `,
  },
  {
    id: 'recent-polish-no-heat-or-water',
    who: 'polish',
    ago: '260m',
    script: `
      > Dzien dobry, od wczoraj nie mamy cieplej wody, bojler gazowy, plomien zapala sie i gasnie. Mamy male dziecko. Czy ktos moglby dzisiaj przyjechac?
    `,
  },
  {
    id: 'recent-manager-list',
    who: 'dietz',
    ago: '0d 8:20',
    voice: 'own',
    script: `
      > Morning! WO 1342: 4C no hot water in shower only. WO 1343: 6A kitchen drain slow. WO 1344: 1B toilet handle broken. 4C first please, she's just home from surgery.
      +20m > PO is the WO number as always
    `,
  },
  {
    id: 'recent-landlord-flats',
    who: 'brandt',
    ago: '1d 16:45',
    script: `
      > Flat 2 wants a new shower, flat 1 needs the bath fan looked at, flat 3 says thanks for the heater. Can you price the shower and do the fan?
    `,
  },
  {
    id: 'recent-supplier-choice',
    who: 'corbett',
    ago: '0d 9:45',
    voice: 'own',
    script: `
      > ur 75gal is 2 wks out. got a different make today +$140. want it or wait
    `,
  },
  {
    id: 'recent-inspector-window',
    who: 'inspector',
    ago: '1d 13:30',
    script: `
      > Final on {Hickory|Granary}: I have {d2} 9 or {d3} 1:30. Which?
    `,
  },
  {
    id: 'recent-where-is-he',
    who: 'owner',
    ago: '45m',
    onlyAt: [9, 18],
    script: `
      > Hi, is Marek still coming? The window was till half an hour ago
    `,
  },
  {
    id: 'recent-thanks-and-question',
    who: 'owner',
    ago: '1d 18:30',
    script: `
      > Everything works, thank you! Marek mentioned the shutoff in the basement should be replaced at some point, what would that run?
    `,
  },
  {
    id: 'recent-work-phone',
    who: 'raman',
    from: 'second',
    ago: '2d 12:10',
    script: `
      > Priya (work phone). The new walk in shower squeaks when my dad turns it, is that covered?
      < It is :) {d2} or {d3}, between 9 and 11?
      > {d3} please, and tell him the squeak isn't his fault
      < {d3} it is
    `,
  },
  {
    id: 'recent-sewer-smell-office',
    who: 'business',
    ago: '2d 10:20',
    script: `
      > Hello, {first} at {company}. Bad smell in the back hallway again, customers notice. When could somebody look?
      < Hi {first}! {d3} at 8, before you open?
      > We open at 8. 7:30?
    `,
  },
  {
    id: 'recent-second-opinion',
    who: 'owner',
    ago: '2d 20:05',
    script: `
      > Another company told my dad he needs a whole new sewer line for {$a=14000-18000}. He's 82. Would you give a second opinion before he signs? He's at {address}
    `,
  },

  // Waits for the customer.
  {
    id: 'waiting-two-times',
    who: 'owner',
    ago: '1d 10:10',
    script: `
      > Hello, garbage disposal is dead, need a new one
      < Hi {first}, {$a=310-380} installed. {d2} at 10 or {d3} at 2?
    `,
  },
  {
    id: 'waiting-photo',
    who: 'owner',
    ago: '0d 8:50',
    script: `
      > My shower handle broke off. Can you fix or do I need a new shower?
      < Could you send us a picture of what's left, straight on? Then I can tell you the price
    `,
  },
  {
    id: 'waiting-quote-sent',
    who: 'owner',
    ago: '3d 15:20',
    script: `
      > Looking forward to the furnace quote
      +50m < Just sent it, two options, {$a=4300-4900} and {$b=5400-6200}. Any question, ask
      > Got it, will read tonight
      +20h < Any questions on it so far?
    `,
  },
  {
    id: 'waiting-landlord-ok',
    who: 'landlord',
    ago: '1d 14:05',
    script: `
      < Hi {first}, your tenant at {address} has a leaking tub faucet. {$a=170-215} with the part. OK to go ahead?
    `,
  },
  {
    id: 'waiting-invoice',
    who: 'owner',
    ago: '2d 9:15',
    script: `
      < Hi {first}, a friendly reminder that invoice {#i=4300-4600} for {$a=165-320} is still open. Thanks!
    `,
  },
  {
    id: 'waiting-manager-date',
    who: 'manager',
    ago: '2d 14:30',
    script: `
      > Please quote two new shutoffs in the laundry room and a date
      +2h < {$a=480-540} for both. {d4} or {d6}, water off 30 minutes. Which suits you for the notice?
    `,
  },
  {
    id: 'waiting-polish-wycena',
    who: 'polish',
    ago: '2d 16:00',
    script: `
      > Dzień dobry, ile by kosztowała wymiana grzejnika w salonie?
      < Dzień dobry, {$a=380-450} z grzejnikiem. Mogę {d3.w} albo {d4.w}, co lepiej?
    `,
  },
  {
    id: 'waiting-gate-code',
    who: 'tenant',
    ago: '0d 8:35',
    script: `
      < Hi {first}, Ken comes to {address} {unit} {d1} 9 to 11 for the bathtub. Is there a gate code?
    `,
  },

  // Promises due.
  {
    id: 'promise-call-back',
    who: 'owner',
    ago: '1d 12:20',
    script: `
      > Could Ray call me about the boiler options? I have the two quotes here and don't know which
      < He's on a job till 3, he'll call you back this afternoon
      > Great, I'm home
    `,
  },
  {
    id: 'promise-quote-by',
    who: 'owner',
    ago: '2d 11:40',
    script: `
      > Did Ray have everything he needed to quote the bathroom?
      < He did. You'll have the quote in your email by {d1} noon
      > Perfect, tile guy is waiting on it
    `,
  },
  {
    id: 'promise-part',
    who: 'owner',
    ago: '3d 10:30',
    script: `
      > Any word on the cartridge for my shower?
      < Supplier says {d2}. I'll text you as soon as it's in, {d3} at the latest
      > ok thanks, sponge baths till then
    `,
  },
  {
    id: 'promise-report',
    who: 'manager',
    ago: '1d 9:30',
    script: `
      > The board meets {d2}. Could you send the boiler report before that?
      < Yes, I'll send it today by 5
      > ~liked
    `,
  },
  {
    id: 'promise-polish',
    who: 'polish',
    ago: '1d 13:15',
    script: `
      > Panie Marku, jest już ta część do pieca?
      < Jutro rano dzwonię do hurtowni i dam {g:Pani|Panu} znać do południa
      > dobrze, czekam
    `,
  },
  {
    id: 'promise-refund',
    who: 'owner',
    ago: '2d 13:50',
    script: `
      > I paid the invoice twice by mistake, {$a=165-190}. Could you send one back?
      < Oh no! Of course, I'll refund it tomorrow morning
      > thank you
    `,
  },

  // Settled, so that not everything is on fire.
  {
    id: 'settled-burst-yesterday',
    who: 'owner',
    ago: '1d 6:10',
    script: `
      missed
      +20s > pipe burst behind the washing machine, spraying everywhere. {address}
      +2m < Denise. Main shutoff, basement front wall, clockwise. Ken is 20 minutes out
      > its off
      +25m > hes here
      +2h < Ken says all done, new valve and hose, {$a=245-290}. Run a fan for two days
      > thank you so so much. you were here before my coffee was done
      > ~loved
    `,
  },
  {
    id: 'settled-booked-today',
    who: 'owner',
    ago: '1d 9:05',
    script: `
      > Hi! Kitchen faucet handle is loose, could someone come {d1}?
      < Hi {first}. {d1} between 2 and 4, Marek
      > Perfect, see him then
    `,
  },
  {
    id: 'settled-drain-done',
    who: 'owner',
    ago: '2d 8:20',
    script: `
      > Bathtub drains like molasses. {address}
      < Ken has a gap at 1 today?
      > Yes please
      @c0 13:45 < Done, {$a=135-160}
      > Whirlpool! thank you
    `,
  },
  {
    id: 'settled-manager-thanks',
    who: 'manager',
    ago: '3d 9:40',
    script: `
      > 118 is thrilled with the new heater. Thank you for the quick turnaround.
      < That's good to hear, I'll tell Marek
    `,
  },
  {
    id: 'settled-alvarez',
    who: 'alvarez',
    ago: '2d 15:30',
    script: `
      > Denise, everything is fine. I only wanted to say the boiler sang a little and then it stopped. Should I worry?
      < A little song is air, Mrs Alvarez. If it sings again, text me. Ken can bleed it when he's on your street {d3}
      > Then there will be flan on {d3}.
      < ~loved
    `,
  },
  {
    id: 'settled-nowak',
    who: 'nowak',
    ago: '3d 11:10',
    script: `
      > Panie Marku, wszystko działa, niech pan nie przyjeżdża. Tylko na ciasto
      < Na ciasto przyjadę w niedzielę :)
    `,
  },
  {
    id: 'settled-crew-yesterday',
    who: 'crew',
    group: ['ray', 'ken', 'marek'],
    ago: '1d 7:05',
    script: `
      < Morning. Ken: the burst on the washer first, then Cooper 10:30. Marek: Linden Court, then Quarry. Ray: bathroom quote, it's promised
      ken> on my way to the burst
      marek> Ok
      ray> quote tonight i swear
      @c0 16:40 ken> who took the wet vac
      marek> Me, it is in my van, sorry
      < Back in the shop by 7 tomorrow please
    `,
  },
  {
    id: 'settled-crew-today',
    who: 'crew',
    group: ['ray', 'ken', 'marek'],
    ago: '0d 6:55',
    script: `
      < Morning all. Two callbacks first: the faucet from Monday and the boiler call, Ray that one is you
      ray> yes yes
      ken> wet vac is back
      marek> Thank me later
    `,
  },
  {
    id: 'recent-wrong-number',
    who: 'stranger',
    ago: '1d 12:50',
    voice: 'own',
    script: `
      > did u feed the cat
      < Wrong number, but somebody should
      > lol sorry
    `,
  },
  {
    id: 'recent-spam',
    who: 'spam',
    ago: '0d 7:15',
    voice: 'own',
    script: '> URGENT burst of savings!! Emergency roof & gutter deals end TODAY https://example.com/r',
  },
  {
    id: 'recent-withheld',
    who: 'stranger',
    ago: '0d 9:25',
    script: 'missed',
  },
]
