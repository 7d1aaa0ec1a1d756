import type { Story } from '../story.ts'

const everyone = ['ray', 'ken', 'marek'] as const

/** The firm's own group: Denise in the office, Ray, Ken and Marek on the road. */
export const crewStories: readonly Story[] = [
  {
    id: 'crew-morning-board',
    who: 'crew',
    group: everyone,
    at: 'early',
    script: `
      < Morning. Ken: Alder 8:00, Hickory 10:30, Depot after lunch. Marek: Quarry 8:30, then the Linden Court list. Ray: quotes
      ken> ok
      marek> Jasne. The Linden Court key is with me
      ray> who has the big snake
      ken> me
      ray> need it by 2
      < Meet at the shop at 1:30 then
    `,
  },
  {
    id: 'crew-coldest-day',
    who: 'crew',
    season: 'freeze',
    group: everyone,
    at: 'early',
    script: `
      < Fourteen no-heats on the machine already. Small kids and old folks first, I'll send you addresses one at a time. Drive slow
      ken> roger. van is frozen shut lol
      marek> Mine too, using the kettle
      < No boiling water on the windshield!!
      marek> Too late. It's ok
      ray> igniters are on the top shelf take 6 each
      @c0 19:40 < All fourteen done. I'm proud of you three. Soup at my place
      ken> soup!
    `,
  },
  {
    id: 'crew-lunch-order',
    who: 'crew',
    group: everyone,
    at: 'morning',
    script: `
      ken> lunch at gus?
      ray> always
      marek> Gyros, no onion
      < Four gyros, one no onion. 12:15
      ken> theres 4 of us and denise eats half of mine
      < I eat a third
    `,
  },
  {
    id: 'crew-who-left-it',
    who: 'crew',
    group: everyone,
    script: `
      ray> who left the shop tap dripping. we are PLUMBERS
      ken> shoemakers kids man
      marek> I will fix it
      < It's been on the list since spring. I put it under "customers"
      ray> very funny
    `,
  },
  {
    id: 'crew-van-trouble',
    who: 'crew',
    group: everyone,
    at: 'morning',
    script: `
      ken> van 2 wont start. at kiln + pearl
      < Is it the battery again?
      ken> clicking so yeah
      marek> I am 5 minutes away with cables
      ken> ur a prince
      < I'll tell your 10:00 you're bringing a story
    `,
  },
  {
    id: 'crew-new-boots',
    who: 'crew',
    group: everyone,
    script: `
      < Boot money is in the checks. Boots, Ken. Boots.
      ken> speakers for my boots
    `,
  },
  {
    id: 'crew-need-a-hand',
    who: 'crew',
    group: everyone,
    voice: 'own',
    script: `
      marek> Need second pair of hands at 57 Quarry, tub is cast iron
      ken> done here in 20, coming
      ray> bend ur knees both of you
      +1h marek> It is out. Nobody died
      ken> my back disagrees
    `,
  },
  {
    id: 'crew-on-call-swap',
    who: 'crew',
    group: everyone,
    script: `
      ken> can anyone swap on call {Saturday|this weekend}. sisters thing
      marek> I take it, you take my next
      ken> deal
      < On the board. Marek is on call
    `,
  },
  {
    id: 'crew-code-question',
    who: 'crew',
    group: everyone,
    voice: 'own',
    script: `
      marek> Village code question. 2 inch or 3 inch for this vent?
      ray> [paper] 3. says so right there
      marek> Thank you
      ray> Doyle will check it himself hes in a mood
    `,
  },
  {
    id: 'crew-fire-in-the-hole',
    who: 'crew',
    group: everyone,
    voice: 'own',
    script: `
      ken> we have an emergency
      < What?? where
      ken> no coffee at the shop
      < I'm going to put that on your tombstone
      marek> I have beans in the van
    `,
  },
  {
    id: 'crew-customer-praise',
    who: 'crew',
    group: everyone,
    script: `
      < Reading you this from a customer: "the young man with the accent was the only one who listened"
      ken> thats me right
      marek> You have an accent Ken
      ken> ~laughed
    `,
  },
  {
    id: 'crew-stock',
    who: 'crew',
    group: everyone,
    at: 'afternoon',
    script: `
      < Stock check: we're at 2 igniters, 1 50 gal, no 3/4 press couplings. Ordering tonight, anything else?
      ken> teflon tape. somebody eats it
      marek> Flue tape, 8 inch elbows
      ray> donuts
      < Ordering everything but the donuts
    `,
  },
  {
    id: 'crew-alvarez-boiler',
    who: 'crew',
    season: 'summer',
    group: everyone,
    script: `
      ray> alvarez boiler in. she gave us flan
      ken> i had 2
      marek> And you saved me none
      < There's a piece in the fridge with your name on it, I saw to it
    `,
  },
  {
    id: 'crew-lost-wrench',
    who: 'crew',
    group: everyone,
    voice: 'own',
    script: `
      ken> has anyone seen my good wrench
      ray> define good
      ken> the one with my name on it
      < Someone in town found it, barber on Station has it
      ken> THIS TOWN
    `,
  },
]
