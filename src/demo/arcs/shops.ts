import type { Story } from '../story.ts'

/** Restaurants, other businesses, suppliers and the inspector. */
export const shops: readonly Story[] = [
  {
    id: 'restaurant-grease-trap-closing',
    who: 'restaurant',
    at: 'afternoon',
    voice: 'own',
    script: `
      > {company} here. Grease trap backing up into the kitchen, floor is wet, we have {60|80|45} covers tonight. If we don't fix by 5 I have to close
      +2m < On it. {tech} is 15 minutes from you. Stop the dishwasher and the prep sink now
      > stopped
      +1h < He's through, it was solid at the outlet. You can run. When was it pumped last?
      > ask my predecessor
      < That long. I'll set you up for every 90 days, {$a=210-260}
      > deal. dinner on me for you guys
    `,
  },
  {
    id: 'restaurant-trap-quarterly',
    who: 'restaurant',
    script: `
      < Hi {first}, grease trap service is due. {d3} at 7, before you open?
      > yes, back door code {#g=1000-9999}
      @d3 8:10 < Done, manifest emailed for the health department
      > 👍
    `,
  },
  {
    id: 'restaurant-no-hot-water-inspector',
    who: 'restaurant',
    company: ['Bakery', 'Pizza', 'Pancake'],
    at: 'morning',
    script: `
      > No hot water and health inspector is "this week". Can't open without it. {company}
      < {tech} is coming now, 25 min. Booster or main heater?
      > Main. Big one in the back
      @c0 12:10 < Running, 140. Burner orifice was full of flour
      > Flour. What a surprise in this place
      < {$a=280-340}. A screen over the air intake would prevent it, next visit?
      > Yes
    `,
  },
  {
    id: 'restaurant-walk-in-warm',
    who: 'restaurant',
    season: 'summer',
    at: 'early',
    script: `
      > Walk in cooler is at {48|51} this morning, full of {fish|dairy|meat}
      +10m < Keep the door shut, note the time and temp. {tech} does refrigeration, 30 min
      > Logging it
      +1h < Condenser fan motor. He has one that fits. Back to temp by 9
      @c0 9:20 > 39. We lose maybe one tray of {cream|fish}. You saved us thousands
      < {$a=340-410}
    `,
  },
  {
    id: 'restaurant-restroom-saturday',
    who: 'restaurant',
    at: 'weekend',
    script: `
      > mens room urinal overflowing, full house. {company}
      +4m < Is there a valve or a screw on the pipe above it? Flat screwdriver, clockwise
      > found it. stopped
      < Put an out of order sign on it, {tech} is there within the hour
      > perfect
      +1h < Cleared. You don't want to know
      > i never do
    `,
  },
  {
    id: 'restaurant-ice-machine',
    who: 'restaurant',
    season: 'summer',
    script: `
      > Ice machine makes no ice, water is running
      < Filter changed this year?
      > it has a filter?
      < {d1} at 8. Buy a few bags meanwhile
      @d1 9:00 < Filter and descale, {$a=230-270}. First cubes in an hour
      > our iced tea thanks you
    `,
  },
  {
    id: 'restaurant-hood-complaint',
    who: 'restaurant',
    voice: 'own',
    script: `
      > The makeup air your guys serviced is blowing COLD on table 4. guests are wearing coats
      < That's a damper stuck open, sorry. {tech} can be there by 4
      > please before dinner
      @c0 16:20 < Unstuck and tested, no charge, we should've caught it
      > table 4 says thanks
    `,
  },
  {
    id: 'restaurant-new-sink-quote',
    who: 'restaurant',
    script: `
      > Health dept wants a third hand sink by the bar. How fast and how much
      < {owner} can look {d1} before 10
      @d1 11:00 < {$a=1150-1400} with hot, cold, drain and a mixing valve. Could do it on {d4}, you close that day anyway?
      > yes closed all day. ok go
      @d4 14:00 < In and working
      > inspector signed off. thank u!!
    `,
  },
  {
    id: 'cafe-gas-smell-opening',
    who: 'restaurant',
    company: ['Coffee', 'Diner', 'Bakery', 'Pancake', 'Kettle'],
    at: 'early',
    script: `
      > Opening up, smells like gas behind the {oven|stove}. What do I do
      +1m < Don't switch anything on, leave the door open, go outside, call the gas company, they'll be there in minutes. {tech} is leaving now too
      > Outside. Calling
      +40m > They found the pilot hose cracked, shut that one valve. Rest of the line is ok
      +20m < {tech} is putting a new connector on. You'll make coffee by 7:30
      > Regulars are standing on the sidewalk cheering
    `,
  },
  {
    id: 'office-toilet-monday',
    who: 'business',
    company: ['Dental', 'Vet'],
    script: `
      > Hi, {first} from {company}. Staff bathroom toilet won't flush, we have one other
      < {d1} morning or today after 4?
      > {d1}, before patients if possible, 7:30
      < 7:30
      @d1 8:00 < Done, {$a=130-165}
      > Super quick, thanks
    `,
  },
  {
    id: 'salon-hot-water',
    who: 'business',
    company: ['Salon'],
    script: `
      > Hot water ran out mid color. I have a client with foil on her head!!
      +3m < How long since hot ran?
      > 10 min. now its ice
      < Check the heater light? If it's out, text me a pic. Kettle for the rinse, mix it lukewarm
      > [heater]
      < {tech} 20 min
      +50m > Hot again. She left blonde and happy. What was it
      < Flame sensor. {$a=165-195}
    `,
  },
  {
    id: 'daycare-backflow-test',
    who: 'business',
    company: ['Daycare'],
    script: `
      > We got a letter about a backflow test, is that something you do? {company}
      < Yes, {$a=85-95}, papers included. After the kids are gone?
      > After 5:30 please
      < {d4} 5:45
      @d4 18:10 < Passed, the village has it
      > ty!!
    `,
  },
  {
    id: 'gym-showers-cold',
    who: 'business',
    company: ['Gym'],
    at: 'early',
    script: `
      > Men's showers all cold, women's fine. {company}. Members are... vocal
      < Mixing valve on that side. {tech} by 9
      > Thanks
      @c0 10:30 < Cartridge had limed up. {$a=390-450}. You should do the other side before it does the same
      > Do it {d2} while you're at it
      @d2 11:00 < Done
    `,
  },
  {
    id: 'church-furnace-before-service',
    who: 'business',
    company: ['Parish', 'Lodge'],
    season: 'winter',
    at: 'weekend',
    script: `
      > Furnace in the hall is out and we have a {funeral|wedding|service} tomorrow at 10. {company}
      +30m < {owner} lives around the corner, he'll come in the next hour
      > God bless him
      +2h < Running. Thermostat wire chewed by a mouse
      > The mouse is not a member
      < No charge for the weekend. {$a=95-120} for the wire and his time
    `,
  },
  {
    id: 'vet-clinic-drain',
    who: 'business',
    company: ['Vet', 'Grooming'],
    script: `
      > Grooming tub drain is slow, hair obviously. Regular thing, can we get on a schedule?
      < Every {two|three} months, {$a=95-115}? First one {d3}
      > yes
      @d3 13:00 < [drain] enough for a new dog
      > 😂 we'll name him Snake
    `,
  },
  {
    id: 'laundromat-main',
    who: 'business',
    company: ['Laundromat'],
    voice: 'own',
    script: `
      > floor drain coming up at laundromat, suds all over, 6 machines running
      +1m < Stop the machines, then lid off the cleanout by the back door if you can. {tech} 20 minutes
      > stopping. people mad
      +45m < Clear, 80 ft, lint and a sock
      > one sock?
      < It's always one
      > thx. what i owe
      < {$a=290-340}
    `,
  },
  {
    id: 'business-leaky-breakroom',
    who: 'business',
    script: `
      > Hi, {first} at {company}. The faucet in our break room drips and someone put a sign on it that says "it's fine". It's not fine
      < {d2} at {8|9}?
      > Great. Ask for me at the front
      @d2 9:40 < Fixed, {$a=130-165}. We left the sign
      > Perfect
    `,
  },
  {
    id: 'business-cold-in-the-back',
    who: 'business',
    season: 'heating',
    script: `
      > {company} here, the back room is {58|60} and the front is {74|75}. Customers in t-shirts, us in coats
      < Ha. Sounds like a damper or a zone valve. {d1} before you open?
      > We open at 9, somebody's here from 7:30
      @d1 8:45 < Zone valve was stuck, {$a=260-310}. Give it an hour
      > Coats are off. Thanks!
    `,
  },
  {
    id: 'business-restroom-sink-flood',
    who: 'business',
    voice: 'own',
    script: `
      > somebody left the restroom faucet on overnight with a paper towel in the drain. floor is soaked at {company}
      < Is it off now? Is it reaching any outlets or the next room?
      > off. carpet in the hall is wet thats all
      < {tech} has the big fans, half an hour. Tell the shop below if there is one
      > no shop below. thx
      +2h < Fans are running till {d2}, {$a=180-220}. An overflow drain would prevent it, {$b=210-260} more
      > do it when you pick up the fans
    `,
  },
  {
    id: 'business-water-off-question',
    who: 'business',
    script: `
      > Village is shutting our water {d3} 8 to noon for main work. Do we need to do anything to the water heater?
      < Nothing to the heater. When it's back, run a cold tap first till it's clear
      > Thanks, that's what I hoped
    `,
  },
  {
    id: 'business-filter-contract',
    who: 'business',
    script: `
      < Hi {first}, filters at {company} are due this month. {d3} or {d4}, before 9?
      > {d4}. Back door
      @d4 8:40 < All changed, {$a=120-160}, next in three months
      > 👍
    `,
  },
  {
    id: 'business-invoice-net30',
    who: 'business',
    script: `
      > Hi, accounting at {company}. Invoice {#i=2100-4900} has the wrong address, can you reissue to the suite number?
      < Of course, which suite?
      > {210|4|B}
      < Reissued
      +26d < Hi, just checking that one is in the run this month?
      > Yes, goes out {Friday|on the 30th}
    `,
  },
  {
    id: 'business-rtu-quote',
    who: 'business',
    season: 'spring',
    script: `
      > Rooftop unit is 20 years old, landlord will split a new one with us. 5 ton. Ballpark?
      < {$a=9500-11500} with crane and curb adapter. {owner} would need to see the roof
      > {d4} lunch?
      @d5 11:30 < Written quote sent to both of you
      +8d < Hi {first}, any word from the landlord?
      > He's "thinking". I'll push
    `,
  },
  {
    id: 'supplier-order-ready',
    who: 'supplier',
    voice: 'own',
    script: `
      > ur order {#o=3000-9000} ready at counter. 1 50gal, 6 fill valves, 2 igniters
      < Thanks, Ken picks up before 9
      > k coffees on
    `,
  },
  {
    id: 'supplier-backorder',
    who: 'supplier',
    voice: 'own',
    script: `
      > the heat exchanger for ur order {#o=3000-9000} backordered till {d9.date}. can get aftermarket {d2} or u wait
      < Which would you put in your own house?
      > wait
      < We wait
      @d9 9:30 > its here
      < On the way
    `,
  },
  {
    id: 'supplier-price-increase',
    who: 'supplier',
    script: `
      > Heads up all contractors: copper and PEX up {6|8|9} percent on the {1st|15th}. Get orders in before
      < Thanks for the warning. {owner} will stop by
    `,
  },
  {
    id: 'supplier-wrong-part',
    who: 'supplier',
    voice: 'own',
    script: `
      < Box says 3/4, inside is 1/2. Ken is in a crawlspace and not laughing
      > aw man. runner leaves now w the right one where is he
      < {Cooper|Kiln|Weaver} and {Ferry|Pearl}, white van
      > 20 min. tell him donuts incl
      < He heard donuts, all is well
    `,
  },
  {
    id: 'supplier-statement',
    who: 'supplier',
    script: `
      > Statement for {the month|last month} is in your email, {$a=2800-4600}, 2% if paid by the 10th
      < We always take the 2%
      > I know you do
    `,
  },
  {
    id: 'inspector-schedule',
    who: 'inspector',
    script: `
      < Good morning, Denise at Millrace. Water heater final at {address}, any time {d2}?
      > {d2} between 10 and 12. Have the ladder
      @d2 11:15 > Passed. Green tag on the tank
      < Thank you
    `,
  },
  {
    id: 'inspector-correction',
    who: 'inspector',
    script: `
      > {address}: rough in fails, need nail plates on the two studs at the tub and a test tee. Reinspect when ready
      < Understood, today. Can you come {d1}?
      > {d1} before 9
      @d1 8:50 > Pass.
    `,
  },
  {
    id: 'inspector-office-closed',
    who: 'inspector',
    season: 'holiday',
    script: `
      > Building dept closed {the 24th to the 26th|Thursday and Friday}. Emergencies call the village number
      < Thanks, happy holidays
      > You too
    `,
  },
  {
    id: 'inspector-question-meter',
    who: 'inspector',
    script: `
      > Did your crew move the meter at {address}? Not on the permit
      < No, we only touched the heater. The gas company moved it in {May|the spring}
      > OK that clears it up
    `,
  },
]
