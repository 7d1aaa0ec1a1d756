import type { Story } from '../story.ts'

/** Water heaters: out, cold, leaking, loud, to be replaced. */
export const hotWater: readonly Story[] = [
  {
    id: 'no-hot-water-pilot',
    who: 'owner',
    at: 'early',
    script: `
      > {Good morning|Morning}, no hot water. Heater is in the basement, there's a little window and no flame in it
      +45m < Morning {first}. There should be a sticker with lighting steps. Do you smell any gas?
      > No smell
      < Then knob to pilot, hold it down, click the lighter button. Hold it a full minute after it lights
      > It lights and goes out when I let go
      < That's the thermocouple. {tech} can be there today by {11|noon}, {$a=165-210}
      > Please. I've got {a job interview at 2|court at 1:30|a flight tonight}
      @c0 11:40 < Lit and heating. Give it 30 minutes
      > Shower had. Wish me luck
      < Good luck!!
    `,
  },
  {
    id: 'heater-leaking-from-bottom',
    who: 'owner',
    script: `
      > [heater] water under the water heater. Not a lot but more than yesterday
      < How old is it? There's a date on the label
      > [plate] {2009|2011|2012}?
      < Then it owes you nothing. Please turn the gas knob to OFF and the cold valve above it clockwise. It won't get worse then
      > Done. So no hot water
      < I'm afraid not. I can have a 50 gallon in {d1} morning, {$a=1650-1890} all in, permit and haul away included
      > Is there a cheaper one
      < 40 gallon, {$b=1480-1600}. For {two|three} of you that's plenty
      > 40 then. {d1}
      @d1 12:15 < In and hot. Inspector may call you in the next weeks, that's for the permit
      > Thank you, very neat work
    `,
  },
  {
    id: 'hot-water-runs-out',
    who: 'owner',
    script: `
      > We run out of hot water after one shower, it used to do three
      < Gas or electric?
      > Electric
      < One of the two elements has gone. {d2}? {$a=190-240}
      > Morning only, I have dialysis in the afternoon
      < 8:00 sharp then, you're first
      @d2 9:20 > All done, very polite young man. He carried my recycling out too
      < That's {tech} all right
    `,
  },
  {
    id: 'heater-rumbles',
    who: 'owner',
    script: `
      > Our water heater makes popping noises like popcorn. Is it going to blow up
      < No, that's sediment, water boiling underneath it. It's telling you it wants to be flushed
      > So no rush?
      < None. {$a=120-150}, {d5} or whenever you like
      > Let's do {d5}, whenever
      @d5 11:00 < Flushed. {tech} got about a bucket of sand out of it
      > Quiet as a mouse. Thanks
    `,
  },
  {
    id: 'new-baby-too-hot',
    who: 'owner',
    script: `
      > Hi! New parents here. Tap water gets scalding hot, we're scared of bath time. Can you turn it down or is that a me thing
      < Congratulations! On a gas heater it's the dial on the front, between A and the triangle is about 120
      > It's at C
      < Yikes. Move it to the triangle today. If you want to be sure, {tech} can add a mixing valve, {$a=290-350}
      > Dial for now. Measured 119. thank you!!
      > [card] could you also put my {g:husband's|wife's} number down please
      < Done, both saved
    `,
  },
  {
    id: 'tankless-error',
    who: 'owner',
    script: `
      > Tankless shows {E11|11|E-1} and no hot water
      < That's ignition. Is the gas on elsewhere, does the stove light?
      > Stove is fine
      < Unplug it for a minute, plug in, try again please
      +10m > Worked for one shower then the code again
      < {tech} {d1} at {8|9}. It probably wants descaling too, when was it last done
      > What is descaling
      < That's my answer :) {$a=230-280} for both
      @d1 10:50 > All good. He showed me how to read the filter. Impressed
    `,
  },
  {
    id: 'heater-quote-two-kinds',
    who: 'owner',
    script: `
      > Could I get a price for a tank water heater vs tankless? We're {four|five} people and ours is {14|16} years old, still working
      < Smart to ask before it dies. Tank, 50 gal: {$a=1650-1850}. Tankless: {$b=3900-4600}, needs a bigger gas line
      > Wow big difference. Does tankless pay back?
      < Honest answer, not for most families. You get the closet space and endless showers
      > I have teenagers so endless showers is not a selling point
      < Tank it is?
      > Tank. But when it dies. Save me this quote
      < Saved. We keep two 50s on the shelf so it'll be same day or next
    `,
  },
  {
    id: 'heater-died-as-foretold',
    who: 'owner',
    after: 'heater-quote-two-kinds',
    script: `
      > Remember my old heater? It has passed. Cold shower this morning, water on the floor
      < Rest in peace. Is it still dripping? Cold valve on top, clockwise
      > Off. A small puddle only
      < {tech} can be there today at {3|2} with the 50. Price I gave you stands
      > You remembered!
      @c0 17:30 < Installed. Hot in an hour
      > Teenagers informed. Queue has formed
    `,
  },
  {
    id: 'relief-valve-drip',
    who: 'owner',
    script: `
      > There's a pipe on the side of the water heater that points at the floor, it drips
      < That's the relief valve. Either the valve is tired or the pressure in the house is too high. Put a bucket, don't plug it (really don't)
      > I was going to put a cork in it
      < Please no. That's the one that stops it becoming a rocket
      > Noted!!
      < {d2} 9 to 11
      @d2 10:30 < Expansion tank had lost its air. Replaced, {$a=245-290}
      > My {g:husband|wife} wanted the cork
    `,
  },
  {
    id: 'smelly-hot-water',
    who: 'owner',
    script: `
      > Hot water smells of eggs, cold doesn't. Safe?
      < Safe, just gross. It's the rod in the tank reacting with the water. {tech} swaps it for an aluminum one, {$a=175-220}
      > Is there a DIY
      < You need a breaker bar and strong language
      > Send {tech}
      < {d4} 1 to 3
      @d4 14:20 < Swapped. Run all the hot taps 5 minutes
      > Sweet smell of nothing
    `,
  },
  {
    id: 'no-hot-water-elderly-mother',
    who: 'owner',
    voice: 'own',
    script: `
      voicemail 33s Hello, my name is {name}, I'm calling about my mother, she lives at {address}, she is eighty six and she has had no hot water since Saturday and she didn't tell anybody because she didn't want to be a bother. Could someone please go and see her. My number is {number}. Thank you.
      +25m < Hi {first}, Denise at {short}. {tech} will be at your mother's today by 2. Does she open to strangers?
      > If he says I sent him. Her name is Mrs. {last} too. She will try to feed him
      < He has been warned
      @c0 15:10 < Hot water is back. It was the gas valve, {$a=260-320}. He fixed a dripping tap while he was there, and he was fed
      > She called me to say what a lovely boy. Bill to me please
      < Will do
    `,
  },
  {
    id: 'heater-pan-alarm',
    who: 'owner',
    at: 'night',
    script: `
      > Water alarm under my water heater going off, its in the {upstairs closet|attic}. I see water in the pan. what do i do
      +7m < Turn the valve on the cold pipe above it, a quarter turn so it's across the pipe. Then the breaker or gas to off
      > Did it. Alarm still going but no more water coming
      < Great, take the battery out. It's contained. {tech} will ring you at 7:30
      @c1 7:30 dialled 4m
      @c1 12:00 < New heater is in. {$a=1750-1950} with the stairs. You did everything right
      > I keep thinking if it was above the baby's room. It IS above the baby's room. Thank you
    `,
  },
  {
    id: 'gas-bill-question',
    who: 'owner',
    script: `
      > My gas bill doubled after you put the new water heater in?? How is that possible
      < It shouldn't, new one burns less. Was it a cold month? What dates are on the bill
      > {Dec 12 to Jan 14|Jan 9 to Feb 10}
      < And the one before was mostly {November|a mild month}. I'd bet on the furnace. But {tech} is near you {d3} and will clock the meter, free
      > OK I didn't think of the furnace. Thank you
      @d3 16:00 < Heater uses exactly what it should. Your furnace filter was {gray as a mouse|a carpet}, he changed it
      > That's embarrassing and helpful
    `,
  },
  {
    id: 'warranty-tank',
    who: 'owner',
    script: `
      > Heater you installed in {2019|2020} is leaking. It has a {6|10} year warranty, doesn't it?
      < It does on the tank. Send me a picture of the label and I'll call it in
      > [plate]
      +1h < Approved. The tank is free, our labor is {$a=420-480}. {d1} at 10?
      > Why isn't labor free
      < Theirs never covers it and I wish it did. I took {$b=45-60} off because I don't like it either
      > Alright, fair. {d1}
      @d1 12:45 < In. Registered the new serial for you
    `,
  },
]
