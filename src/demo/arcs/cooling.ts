import type { Story } from '../story.ts'

/** Air conditioning and ventilation. */
export const cooling: readonly Story[] = [
  {
    id: 'ac-out-in-heat-wave',
    who: 'owner',
    season: 'heat',
    script: `
      > AC is blowing warm, {#t=86-91} in here. {Two little kids|My mom is 80 and lives with us}. Please tell me you have something today
      +20m < Hi {first}. It's a zoo but we'll fit you in tonight. Is the big fan outside turning?
      > No. It hums
      < Turn it off at the thermostat so it doesn't cook itself. {tech} will come after his last, {6:30|7} ish
      > Thank you thank you
      @c0 18:50 < {tech} 10 min
      +45m > COLD AIR. He did it in 20 min??
      < Capacitor. {$a=220-265}. Everybody's goes on the same hot day
      > I'd hug him but he was running to the next one
    `,
  },
  {
    id: 'ac-frozen-coil',
    who: 'owner',
    season: 'cooling',
    script: `
      > [unit] is it normal that there's ICE on the AC pipe in {July|June|August}
      < Not normal but common. Turn cooling OFF and the fan to ON, it has to thaw before anyone can look. Takes {3|4} hours
      > And then?
      < Change the filter, and if it ices again we come. {d1} 10 to 12 is free, I'll pencil you in
      @c0 20:40 > Filter was black. Changed. Running cold for an hour now, no ice
      < Keep an eye overnight, tell me in the morning
      @d1 8:10 > Still good! You can give my slot away
      < You've made someone's day
    `,
  },
  {
    id: 'ac-water-on-furnace',
    who: 'owner',
    season: 'cooling',
    script: `
      > There's water dripping round the furnace when the AC runs
      < Clogged condensate drain. See a white plastic pipe going to the floor drain? A wet vac on the end of it for 2 min often does it
      > Got a wet vac, will try
      +35m > Oh my GOD the slime
      < I should have warned you
      > Works now tho. No drip. You're losing money on me
    `,
  },
  {
    id: 'ac-tune-up',
    who: 'owner',
    season: 'spring',
    script: `
      > Would like to get the AC checked before summer. Two units
      < {$a=109-129} for the first, {$b=65-79} for the second. {d6} or {d8}, mornings
      > {d8}
      @d8 10:30 < Both clean. The upstairs one is a little low, we'll measure again next year to see if it leaks
      > Thanks. Dog was no trouble?
      < {tech} sent me nine pictures of the dog
    `,
  },
  {
    id: 'ac-refrigerant-expensive',
    who: 'owner',
    season: 'summer',
    script: `
      > So the guy says my AC has a leak and the old type of gas costs {$a=640-820} to refill. Is that real
      < It is, sadly, they stopped making it. It would leak out again too. How old is it?
      > {2005|2006|2007}
      < Then I wouldn't spend that. New outside unit and coil is {$b=4100-4800}. If you want to get through this summer, we can try a smaller top up, {$c=280-340}, no promises
      > Top up. I'll save for spring
      < Very reasonable. {d1} at 3
      @d1 16:00 < Cooling. I hope it holds
      > It's 75 in here. Good enough
    `,
  },
  {
    id: 'ac-topped-up-empty-again',
    who: 'owner',
    after: 'ac-refrigerant-expensive',
    season: 'summer',
    script: `
      > Well it lasted {#n=3-6} weeks. Warm again
      < I'm sorry. I did hope. Do you want the new one this season? I'd take what you paid for the top up off it
      > Really?
      < {owner}'s idea. So {$a=3850-4300}, {d4}
      > Deal
      @d4 16:30 < In and running. Old one has gone to a better place
      > ~loved
    `,
  },
  {
    id: 'window-unit-not-ours',
    who: 'tenant',
    season: 'heat',
    script: `
      > do you fix window air conditioners
      < Sorry, we don't, it costs less to buy one. We do central and the ductless kind
      > ok ty
    `,
  },
  {
    id: 'ductless-dripping',
    who: 'owner',
    season: 'cooling',
    script: `
      > The mini split in the bedroom drips down the wall
      < Level still ok? Usually the drain hose outside is plugged by a bug. {d2} 1 to 3?
      > {d2} I'm out, {g:husband|wife} is home, {g:he|she} works nights so please knock softly
      < We'll text instead of knocking
      @d2 14:00 < Wasps. In the hose. {$a=150-185}, {tech} wants danger money
      > Give him my regards
    `,
  },
  {
    id: 'ac-unit-noise-neighbors',
    who: 'owner',
    season: 'summer',
    script: `
      > My AC outside is rattling so loud that the neighbor came over. With a casserole, but still
      < Is it a rattle or a grind?
      > [video] listen
      < Video didn't come through I'm afraid
      > It's like a spoon in a blender
      < A twig in the fan or a loose guard. Off till we come, {d1} at 8
      @d1 8:40 < Twig AND a tennis ball. {$a=95-115}
      > The casserole was very good btw
    `,
  },
  {
    id: 'ac-upstairs-hot',
    who: 'owner',
    season: 'summer',
    script: `
      > Upstairs is {82|84} when downstairs is {72|73}. Every summer. Do we need a bigger AC?
      < Almost never. It's air flow or attic insulation. {owner} can measure, {$a=95-120}, and it comes off any work
      > {d4} after 4?
      < Yes
      @d5 9:10 < Short version: return upstairs is too small and a duct came loose in the attic, you've been cooling the squirrels. {$b=520-640} for both
      > Cooling the squirrels!! Yes go ahead
      @d8 15:00 > 76 up here. I could cry
    `,
  },
  {
    id: 'ac-breaker-trips',
    who: 'owner',
    season: 'heat',
    script: `
      > AC trips the breaker every time it starts
      < Please don't keep resetting it. Once is ok, five times can start a fire
      > I did maybe 4
      < Leave it off. {tech} today by 5, or an electrician if it's the panel, he'll know
      @c0 16:40 < Compressor hard to start, he put in a start kit. {$a=240-290}. It may give you another {year|two years}
      > Understood, it's an old lady
    `,
  },
  {
    id: 'ac-installed-complaint-thermostat',
    who: 'owner',
    season: 'summer',
    script: `
      > New AC you put in {last week|on the 3rd}: thermostat says 72 and it's 77. For {$a=4600-5200} I expected better to be honest
      < So would I. Is the thermostat in the sun now that the {maple|old blinds} went?
      > ...the sun hits it from 3 to 6. How did you know
      < Because it's right at night, isn't it
      > It is
      < {tech} will move it to the hallway {d2}, no charge, it's a 30 minute thing
      @d2 11:10 > Thanks for not making me feel dumb
    `,
  },
  {
    id: 'bath-fan-dead',
    who: 'owner',
    script: `
      > Bathroom fan sounds like a helicopter and doesn't suck anything. Do you do that?
      < Yes. New quiet one {$a=280-340} if the duct is ok
      > It goes to the attic I think. Just into the attic
      < Then add a roof vent, {$b=190-230}, or you'll grow mushrooms up there
      > Do both. {d6}?
      < {d6}, 9
      @d6 12:40 < Done. There were, in fact, mushrooms
      > STOP
    `,
  },
  {
    id: 'dryer-vent-long',
    who: 'owner',
    script: `
      > Dryer takes 2 cycles, vent is long. Do you clean those
      < {$a=120-150}. {d3} 2 to 4?
      > yes pls
      @d3 15:20 < {tech} got out lint the size of a {sheep|dog}. That was a fire waiting
      > first load just came out dry in 35 min wow
    `,
  },
  {
    id: 'kitchen-hood-install',
    who: 'owner',
    script: `
      > Quote for venting a kitchen hood outside? Currently recirculates (useless)
      < If the wall behind is outside, {$a=390-470}. Send a photo?
      > [unit] outside. It would come out left of the window
      < Looks easy. {d7}?
      > {d7} good
      @d6 17:10 > Can we do {d9} instead, the hood is delayed
      < No problem, {d9}
      @d9 12:00 < Done. Fry something
      > Frying something
    `,
  },
  {
    id: 'ac-cover-question',
    who: 'owner',
    season: 'fall',
    script: `
      > Should I cover the AC for winter?
      < Just the top, a board with a brick. Full covers make a mouse hotel
      > Ok thanks!
      < Stay warm
    `,
  },
]
