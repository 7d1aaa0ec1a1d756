import type { Story } from '../story.ts'

/** Faucets, toilets, tubs, filters and other things put in, taken out or dripping. */
export const fixtures: readonly Story[] = [
  {
    id: 'running-toilet',
    who: 'owner',
    script: `
      > {Hi|Hello}, toilet runs every {10|20} minutes by itself, like a ghost flushes it
      < That's the flapper. {$a=95-125} if {tech} does it, or {$b=8-12} and ten minutes if you do. Which are you?
      > {I am the first kind|Not touching a toilet tank. First kind}
      < {d3} 10 to 12?
      > good
      @d3 11:20 < Exorcised
      > ~laughed
    `,
  },
  {
    id: 'running-toilet-diy',
    who: 'owner',
    script: `
      > What size flapper do I buy for a toilet from the {90s|80s}? Yours wants to be asked before I spend {$a=90-110} lol
      < 2 inch, the red rubber kind, not the hard ones. Shut the valve, unhook two ears, hook two ears
      +2h > Did it. Still runs a bit
      < Chain too short or long? One finger of slack
      > ONE FINGER OF SLACK. that was it. thanks teacher
      < Gold star
    `,
  },
  {
    id: 'kitchen-faucet-drip',
    who: 'owner',
    script: `
      > Kitchen faucet drips, drip drip drip. It's maybe {8|10} years old, can it be fixed or new
      < Fixed, usually, if we find the cartridge. Is there a name on it?
      > Rubbed off years ago
      < Picture then
      > [pipe]
      < {tech} says he knows that one. {$a=145-175}, {d4} afternoon
      > Works
      @d4 14:40 < Not a drip
      > I can hear the clock now. Heavenly
    `,
  },
  {
    id: 'faucet-customer-supplied',
    who: 'owner',
    script: `
      > I bought a faucet online, can you just install it? The gold one
      < We can, {$a=165-195}, but we can't guarantee the faucet itself, only our work. Ok?
      > Ok!
      < {d5} 9 to 11
      @d5 10:15 < There's a part missing in the box, the long nut. {tech} has put the old one back so you have water
      > Nooo. I'll write to them
      +8d > Part came!! When can he come back
      < Tomorrow at 8, he's on your street. No second trip fee
      > You are too kind
    `,
  },
  {
    id: 'shower-too-hot-cold',
    who: 'owner',
    script: `
      > Shower goes ice cold when anyone flushes. My {g:husband|wife}'s screams have become a running joke but not to her
      < Old two-handle valve?
      > Yes
      < A new pressure balanced valve ends that. {$a=480-590}, needs a hole from the closet behind or a bigger plate in front
      > Closet behind is perfect
      < {d6} 9am, half a day
      @d6 13:10 < Done, tested: I flushed, {tech} stood there. Not a flinch
      > Best money I ever spent says the screamer
    `,
  },
  {
    id: 'toilet-replace-tall',
    who: 'owner',
    script: `
      > Looking for a taller toilet for my dad, he's moving in. What does it cost with install?
      < Comfort height, good flush: {$a=420-490} installed, old one hauled. Grab bar too? {$b=75-95}
      > Yes both. He comes {on the 20th|in two weeks}, before that please
      < {d5} morning
      @d5 10:30 < In, and the bar is into a stud, he can hang off it
      > He used to hang off scaffolding for a living so thank you
    `,
  },
  {
    id: 'toilet-rocks',
    who: 'owner',
    script: `
      > Toilet rocks when you sit. And there's a bit of water round it after
      < Then the wax ring has gone. Try not to use it, it ruins the floor
      > How bad can the floor get
      < [puddle] you don't want to know. {d2} at 1
      > Okay, okay
      @d2 14:30 < New ring and bolts, floor is fine, you called in time. {$a=155-190}
      > Phew
    `,
  },
  {
    id: 'bathroom-remodel-rough-in',
    who: 'owner',
    script: `
      > Redoing our upstairs bath, contractor is {Lindqvist|Sal}. Can you do the plumbing part? Moving the tub to the other wall
      < We work with him often. {owner} can walk it {d4} 8am
      > Great. Here's a sketch
      > [paper]
      @d4 9:30 < {owner} was there. Price by {d6}
      @d6 15:00 < {$a=3200-3900} for rough-in and setting everything at the end. Two visits
      > Approved. Tile is picked, start {d14}?
      < {d14} 7:30 it is
      @d14 16:00 < Rough in finished and tested, inspector {d16}
      @d16 13:10 < Passed. Call us when the tile is down
      +4w > Tile is down!!
      +30m < {tech} will be there tomorrow at 8 for the setting
      > [drain] look how pretty. We'll be there
    `,
  },
  {
    id: 'water-softener-salt',
    who: 'owner',
    script: `
      > Everything has white spots, softener has salt in it but does nothing I think
      < Push a broom handle into the salt. Hollow underneath?
      > Yes! It's a bridge! With a cave!
      < Break it up gently, then run a manual regeneration tonight
      @d2 9:00 > Glasses are clear. Charge me something
      < Nope
    `,
  },
  {
    id: 'softener-new',
    who: 'owner',
    script: `
      > Water is hard as a rock here. Softener price for {4|5} people?
      < {$a=1750-2100} installed incl drain. {d7} or after?
      > {d9}? And do I need to be home
      < For the first hour, to say where
      @d9 12:20 < Set for your hardness, salt in. Shampoo will take half as much now
      > My hair has never been so confused
    `,
  },
  {
    id: 'well-water-filter',
    who: 'owner',
    script: `
      > Do you sell filter cartridges for the big blue housing? 20 inch
      < We have them, {$a=38-46} each, or {$b=85-95} and we change it
      > I'll pick up {two|three}. Open till?
      < 4:30, ring the side door
      > thanks
    `,
  },
  {
    id: 'winterize-cabin',
    who: 'owner',
    season: 'fall',
    script: `
      > Can you winterize our place on {Cattail Ct|Heron Way}? We leave {the 28th|next week} till April
      < Yes, {$a=190-230}, we drain and blow out the lines and put the pink stuff in the traps
      > {d8}, after we're gone? Key with {Ruth|Earl} at number {12|31}
      < Perfect
      @d8 14:10 < All drained, heat set to 50, key back with {Ruth|Earl}
      > Thank you. Sunny greetings
    `,
  },
  {
    id: 'open-up-cabin',
    who: 'owner',
    season: 'spring',
    after: 'winterize-cabin',
    script: `
      > We're back {Friday|Saturday}! Can you open the water up again before?
      < {d3} works. {$a=120-150}
      @d3 11:00 < On, no leaks, hot water is on too. Welcome home
      > ~loved
    `,
  },
  {
    id: 'bidet-seat',
    who: 'owner',
    script: `
      > Do you install bidet seats? There's an outlet
      < Sure do. {$a=110-135}
      > Can you do it without my mother noticing, it's for her 70th
      < {tech} is very discreet. When is she out?
      > {d4} 10 to 12 she has choir
      @d4 11:10 < Done, discreetly. Happy birthday to her
      @d9 10:20 > She says it's the best present since the microwave
    `,
  },
  {
    id: 'garbage-smell-sink-trap',
    who: 'owner',
    script: `
      > ring fell down the bathroom sink!!! engagement ring!!!
      +1m < DON'T run water. It's in the bend below. Bucket under, unscrew the two big rings by hand
      > theyre stuck
      < Towel around and twist. If not, {tech} can be there at 5
      +18m > GOT IT. oh thank god. gross but got it
      < Best news today. When's the wedding?
      > {october|june|may}. you're basically family
      > ~loved
    `,
  },
  {
    id: 'tub-faucet-wont-shut',
    who: 'owner',
    at: 'evening',
    script: `
      > Tub faucet won't turn off. Not a drip, like a pencil stream. Hot. Is that ok till morning or do I need to panic
      +10m < No panic. But turn the hot off at the heater's outlet or the main over night, or you'll heat half the lake
      > main is off. how do we brush teeth
      < Fill a pot first :) {tech} at 8
      @c1 9:10 < Stem was worn through. {$a=170-205}
      > We survived. kids want to "camp" again
    `,
  },
  {
    id: 'grab-and-go-part',
    who: 'owner',
    script: `
      > Do you have a handle for the {shower|frost faucet} you put in? Mine broke, my fault
      < I'll ask {tech}
      +1h < He has one on the van, will leave it in your mailbox {tomorrow|on his way home}. {$a=12-18}, pay whenever
      > small town service. thanks
    `,
  },
  {
    id: 'outdoor-shower-idea',
    who: 'owner',
    season: 'spring',
    script: `
      > Crazy idea, an outdoor shower by the pool. Cold and hot
      < Not crazy, we did three last summer. {owner} can price it
      > {d5} after work?
      < 5:15
      @d6 11:30 < {$a=1350-1650}, drains to gravel, shuts off from inside for winter. Emailed
      +6d > Husband says after the {roof|taxes}. Ask me in {May|June}
      < I will
    `,
  },
  {
    id: 'dishwasher-install',
    who: 'owner',
    script: `
      > New dishwasher arrives {d3}, store wants {$a=190-230} to install. You?
      < {$b=150-180} if the old one comes out easily
      > You're hired
      < {d4} 1 to 3
      > [plate] this is the model if it matters
      @d4 14:20 < Running its first load. No leaks
      > Hand washing era is over
    `,
  },
  {
    id: 'toilet-tank-crack',
    who: 'owner',
    voice: 'own',
    script: `
      > so i dropped the lid of the toilet tank on the toilet tank
      > [puddle]
      < Oh no. Valve behind it, clockwise. Flush to empty it
      > did that. its a crack top to bottom
      < They don't sell just tanks for most. New toilet {$a=390-450} in, could do {d1} at 3
      > ok. i was only trying to clean it. never again
      @d1 16:00 > new throne. ty
    `,
  },
]
