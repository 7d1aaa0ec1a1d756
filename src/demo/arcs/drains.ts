import type { Story } from '../story.ts'

/** Sinks and tubs that do not drain, sewers, roots, sewage where it should not be. */
export const drains: readonly Story[] = [
  {
    id: 'sewage-in-basement',
    who: 'owner',
    at: 'evening',
    script: `
      missed
      +30s > {Toilet|The basement toilet} is overflowing and its coming up the {floor drain|shower drain} too. SEWAGE. please call
      +3m dialled 2m
      < {first}, nobody flush and nobody runs water, not even upstairs. Keep the kids out of there. {tech} is bringing the big machine, about {#n=40-55} min
      > {ok|OK}. its already across the {laundry room|carpet}. the smell
      < Open a window, close the door. Do you have a cap outside, a white or rusty disc in the lawn?
      > by the driveway yes
      < If you can get the lid off it will come up there instead of inside
      +12m > got it off. omg it worked. disgusting lawn but the basement stopped
      < You just saved yourself a lot of carpet
      +2h < {tech} pulled roots, {#f=40-75} ft out. It's running. He'd like to put the camera down by daylight, {c2}?
      > anything you say. thank you
    `,
  },
  {
    id: 'camera-after-roots',
    who: 'owner',
    after: 'sewage-in-basement',
    script: `
      > Hi {office}. We never did the camera after the backup. Washing machine gurgles again so...
      < Let's do it before it comes up again. {d1} 1pm?
      > Yes please, I work from home
      @d1 14:30 < {tech} sent me the video. Clay pipe, roots at two joints, one cracked. Options: cut every {spring|9 months} for {$a=240-280}, or line it once, {$b=4200-5200}
      > Ouch. How long does lining last?
      < They give 50 years. Not urgent tonight, think it over
      +4d > We'll line it. After {Easter|the holidays|vacation} if that's ok
      < I'll put you on the list and call with dates
    `,
  },
  {
    id: 'kitchen-sink-slow-for-weeks',
    who: 'owner',
    script: `
      > {Hi|Hey there}! Kitchen sink has been draining slower and slower, now it just sits there. I did try the baking soda thing from {youtube|the internet}
      < Ha, everyone does. One bowl or two? And any chemicals poured in?
      > Two, both. Only baking soda and vinegar, promise
      < Good, {tech} thanks you. {d2} 10 to 12 or {d3} 2 to 4?
      > {d2} please
      @d2 11:25 < Cleared, about {#n=12-25} ft of grease. {$a=165-210}
      > It sounds like a toilet now when it drains lol. In a good way
      > ~laughed
    `,
  },
  {
    id: 'kitchen-drain-again',
    who: 'owner',
    after: 'kitchen-sink-slow-for-weeks',
    script: `
      > So... the kitchen drain. Again. It's been what, {a month|five weeks}?
      < That's too soon. There must be something in the line. You don't pay for the second visit, {d1} at 9
      > I appreciate that, I was getting ready to be annoyed
      @d1 10:45 < {tech} ran the camera. There's a belly in the pipe behind the {dishwasher|wall}, water sits in it and grease settles. Really wants {#n=5-9} ft of new pipe at the right slope
      > And that costs?
      < {$a=640-820}. Until then hot water and a good long run after greasy pans
      > Do it, {d6}?
      < {d6} is yours
    `,
  },
  {
    id: 'hair-in-shower',
    who: 'owner',
    script: `
      > Shower drain is slow, {#n=3-4} daughters with long hair. I think we both know
      < Say no more. {d3} morning?
      > {d3} is good, nobody home but I'll leave the {side|back} door open
      @d3 9:50 < [drain] {tech} says he found a small animal
      > OH NO. that's going in the family chat
      < {$a=125-150}. Hair catcher is {$b=8-12} at any hardware store, cheapest plumber you'll ever hire
      > ~laughed
    `,
  },
  {
    id: 'toy-in-toilet',
    who: 'owner',
    script: `
      > My {son|daughter} flushed a {dinosaur|toy car|rubber duck}. It's stuck, water rises to the rim but goes down very slow
      < Which end first? Kidding. Don't plunge it, that pushes it round the bend. Do you have another toilet?
      > Yes thank goodness
      < {d1} between 11 and 1 then. {tech} has a claw thing
      > He's {two|four}. He's very sorry. He wants to know if it is ok in there
      @d1 12:20 < Tell him it's out and it's having a bath
      > He screamed with joy. What do we owe you
      < {$a=140-175}, and a drawing
    `,
  },
  {
    id: 'only-toilet-clogged',
    who: 'tenant',
    at: 'early',
    script: `
      > Hi our only toilet is completely blocked. There's {#n=4-6} of us in here. plunger doesn't do anything
      +50m < Morning {first}. {tech} can be there before his first job, 8:00. Who pays, you or the landlord?
      > landlord, {Mr Brandt|Mr Rinaldi|Mrs Sutter}, they said to call you
      < That's fine, I know how to reach them
      @c0 8:50 > working. it was {wipes|paper towels}. we've had a house meeting
      < "Flushable" wipes aren't, pass it on
    `,
  },
  {
    id: 'floor-drain-smell',
    who: 'owner',
    script: `
      > There's a rotten smell in the laundry room that comes and goes. No backup, just smell. Like {eggs|a swamp}
      < Is there a floor drain you never use? And is it eggs like sewer or eggs like gas? If you think gas, go outside and call the gas company first
      > Definitely sewer. There's a drain under the furnace that hasn't seen water since forever
      < Pour a bucket of water in it and a spoon of cooking oil on top. The trap has dried out
      +3h > You are a witch. Gone
      < No broom, no charge
    `,
  },
  {
    id: 'tub-and-toilet-gurgle',
    who: 'owner',
    script: `
      > When I flush, the tub gurgles and a bit of brown water comes up in it
      < That's the main line starting to close up. Please go easy on water today, no laundry
      > {Uh oh|Great}. How soon can someone come
      < {tech} can be there at {3|4} today
      > Thank you. I'll go to my mom's until then
      @c0 17:05 < Cleared. Tree roots in the front, like half the street. {$a=280-340}. Put yourself down for once a year and it won't surprise you
      > Put me down
    `,
  },
  {
    id: 'yearly-rodding',
    who: 'owner',
    season: 'spring',
    script: `
      < Hi {first}, Denise from {short}. It's about a year since we cleared your main line. Want to do it before it does it to you?
      +1h > Ha. Yes. Any morning {next week|the week after}
      < {d6} 8 to 10?
      > ok
      @d6 9:40 < All clear, hardly any roots this time. {$a=240-280}
      > good stuff
    `,
  },
  {
    id: 'disposal-hums',
    who: 'owner',
    script: `
      > Garbage disposal just hums. I reset the red button {twice|like 5 times}
      < Turn it off at the wall first. There's a hole in the middle of the underside, put a {1/4"|quarter inch} allen key in and work it back and forth
      +25m > A {bottle cap|cherry pit|teaspoon}. It lives
      < Free advice {Tuesday|day}. Have a good one
      > You could have charged me you know
      < You'll call us for the next thing
      > ~loved
    `,
  },
  {
    id: 'disposal-replace',
    who: 'owner',
    script: `
      > {Hello|Hi}, disposal leaks from the bottom, under the unit itself
      < Then it's done for, the seal inside goes. New one {$a=310-380} installed, half horse, takes an hour
      > Could you do {d3}? Mother in law arrives {d4}
      < {d3} at 1. We understand
      @d3 14:10 > Done, he even took the old one away. {tech} is a gem
      < I'll tell him, he'll be insufferable
    `,
  },
  {
    id: 'sink-full-before-party',
    who: 'owner',
    season: 'holiday',
    at: 'weekend',
    script: `
      > I know it's the weekend. I have {#n=14-22} people coming at 5 and the kitchen sink is full to the top with {potato peels|turkey water|gray water}
      +6m < Hi, potato peels in the disposal?
      > ...yes
      < Every {Thanksgiving|November} {tech} says he'll write a song about it. He can be there by 1:30. Weekend rate is {$a=240-280}, ok?
      > I would pay triple
      +2h > flowing!!! he wouldn't even take pie
      < He told me he took pie
      > ~laughed
    `,
  },
  {
    id: 'septic-not-ours',
    who: 'owner',
    script: `
      > Do you pump septic tanks? We're out on {Kiln Rd|Turnpike}
      < We don't, sorry. Try a septic company, the county has a list on its website. We do everything up to the tank
      > Good to know. Thanks for answering anyway
      < Sure
    `,
  },
  {
    id: 'drain-cleaner-burn-warning',
    who: 'owner',
    script: `
      > I've poured two bottles of drain cleaner in the tub and it's still standing there. Can you snake it
      < Yes but please don't add anything else and tell {tech} at the door, that stuff eats gloves. When did you pour it?
      > {Last night|This morning}
      < {d2} then, give it time, run cold water through if it goes down at all
      @d2 13:30 < Clear. Please never again, it's hard on the pipes and harder on {tech}
      > Understood. Sorry {tech}!
    `,
  },
  {
    id: 'dishwasher-backs-up-in-sink',
    who: 'owner',
    script: `
      > When the dishwasher drains it comes up in the sink. Yuck
      < New disposal lately?
      > My {g:husband|wife} put one in {Sunday|over the weekend}
      < Bet you a coffee he left the knockout plug in. There's a little plug where the dishwasher hose goes, it has to be knocked out with a screwdriver
      +40m > {g:He|She} says you're wrong
      +35m > {g:He|She} says you're right
      < Medium, milk no sugar
    `,
  },
  {
    id: 'storm-drain-window-well',
    who: 'owner',
    season: 'rain',
    script: `
      > [puddle] window well is filling up like an aquarium. it's above the glass. basement bedroom is on the other side
      < Is there a drain at the bottom, can you feel for leaves with a rake?
      > raking. lots of mud
      +5m < {tech} is 20 min out with a pump. If you have a bucket use it, keep it below the glass if you can
      +15m > its going down!! there was a tennis ball in it
      < Ha! I'll still send him by to clear the pipe below. No emergency rate
      > ~liked
    `,
  },
  {
    id: 'basement-bath-ejector',
    who: 'owner',
    script: `
      > The pit with the sealed lid in the basement (ejector?) has an alarm beeping
      < Don't use the basement bathroom, everything else in the house is ok. Is the pump plugged in? Sometimes someone unplugs it for the vacuum
      > It's plugged in. Beeping since {lunch|breakfast}
      < {d1} 8 to 10, we'll bring a pump in case
      > Thanks. How do I make it stop beeping
      < Button on the side of the little box, says silence
      @d1 10:05 < New pump, the old one had a {sock|washcloth} wrapped round it. {$a=720-860}
      > That will be discussed at dinner
    `,
  },
  {
    id: 'no-answer-after-camera-quote',
    who: 'owner',
    script: `
      > Can someone look at my sewer line with a camera? Buying the house, inspection ends {d4}
      < {d2} at 3, {$a=190-230}. Is the seller ok with it?
      > Yes, agent will open. {address}
      @d2 16:20 < Video and a one page summary are in your email. Short version: old but open, one offset joint at {#n=30-60} ft, not a deal breaker
      > Thanks! What would fixing the joint cost
      < Dig and replace about {$b=2600-3400}. Let me know if you want it in writing
      @d6 9:30 < Hi {first}, do you still want that in writing?
      @d12 9:10 < Just checking in once more on the joint. I'll close this if I don't hear, no hard feelings
    `,
  },
  {
    id: 'slow-drain-cancel',
    who: 'owner',
    script: `
      > Slow bathroom sink, nothing dramatic. When could you?
      < {d4} in the afternoon?
      > Perfect
      @d3 19:30 > Hi, please cancel {d4}. My {nephew|dad} got it with a coat hanger
      @d4 8:05 < Cancelled, and well done to the coat hanger
    `,
  },
  {
    id: 'clog-after-remodel-complaint',
    who: 'owner',
    voice: 'own',
    script: `
      > Your guy was here Tuesday to set our vanity. Since then the sink doesn't drain. I'm not happy
      < That's no good, I'm sorry. Is it slow or stopped?
      > Stopped. And there is grout in the stopper, which I can see with my own eyes
      < I think the tile setter may have rinsed in it but we'll clear it either way and argue later. Today at 4?
      > Fine.
      @c0 17:10 < Cleared. It was grout, quite a lot of it. No charge
      > Spoke to the tile man. He admits it. I owe you an apology and a bottle of something
      < Accepted, both
    `,
  },
  {
    id: 'bathroom-line-whole-family-sick',
    who: 'owner',
    at: 'night',
    voice: 'own',
    script: `
      > both kids throwing up and NOW the toilet wont flush. of course
      > its not overflowing just stuck
      > is there anyone at night
      +8m < There is. Is it your only one?
      > only one upstairs. theres one in the basement that works
      < Then my advice is camp near the basement tonight and {tech} comes at 7. If you can't, he'll come now, it's {$a=220-260} more
      > 7 is ok. thank you for being a person
      @c1 7:05 < {tech} is outside. How are the kids?
      > asleep finally. come in quiet
    `,
  },
]
