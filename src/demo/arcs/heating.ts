import type { Story } from '../story.ts'

/** Furnaces, boilers, radiators, thermostats, tune-ups; gas and carbon monoxide. */
export const heating: readonly Story[] = [
  {
    id: 'no-heat-with-baby',
    who: 'owner',
    season: 'winter',
    at: 'night',
    script: `
      > {Furnace stopped|Heat went out} {a few hours ago|around 10}, it's {#t=57-61} in here and we have a {3 week|5 week|two month} old. Please tell me you come at night
      +5m < We do. {tech} is dressing. {address}, right? What does the thermostat say
      > Yes. It says heat on, fan just doesnt start. it's -{#c=3-9} outside
      < Put the baby in with you, close the bedroom door. Check one thing for me: switch near the furnace that looks like a light switch. On?
      > On
      < Ok. {tech} {#n=25-35} min
      +1h > He's a hero. {#u=63-66} and climbing. what was it
      < Pressure switch hose cracked. He always has one on the van in January. {$a=285-340}, I'll send it in the morning. Go to bed
      > ~loved
    `,
  },
  {
    id: 'no-heat-filter',
    who: 'owner',
    season: 'heating',
    script: `
      > Furnace turns on, runs a minute, turns off. All morning. {House is 62|It's getting cold}
      < When did you last change the filter?
      > There's a filter?
      < There is :) a slot next to the furnace, slide it out and send me a picture
      > [paper] is it supposed to be {gray|furry}
      < Oh my. Take it out and run it without, just for today
      +30m > It's been running 20 minutes straight!!
      < Any store, size is on the edge. New one every three months. That'll be a thank you
      > THANK YOU
    `,
  },
  {
    id: 'furnace-dead-cold-snap',
    who: 'owner',
    season: 'freeze',
    script: `
      missed
      +1m > No heat since last night. {#t=54-58} degrees. {address}. I know everyone's calling you
      +16m < They are, but you're on the list. No heat goes first. Anyone small or old or sick in the house?
      > Just us and {a dog|two cats}. We have a space heater
      < OK then you're after a family with a baby, likely {2 to 4|3 to 5} today. Open the cabinet under the sinks on outside walls
      > Totally fair
      @c0 15:40 < {tech} is 15 away
      @c0 17:30 < Igniter. {$a=245-290}. You were number {#q=6-9} today
      > Tell him to go home and sit down. {#u=64-66} already
    `,
  },
  {
    id: 'co-alarm-went-off',
    who: 'owner',
    season: 'heating',
    at: 'evening',
    script: `
      > CO alarm going off in the {basement|hallway}. display says {#p=48-95}. What do I do
      +2m < Get everyone OUT now, leave the door open, and call 911 from outside. Do not go back in for anything. Then text me
      > We're outside. Calling
      +35m > Fire dept shut off the furnace. They measured {#q=60-110}. Nobody sick. They say don't use until checked
      < Thank God. Can you sleep somewhere else? {tech} comes {c1} at 7
      > At my parents'. I had a headache all week. I thought it was work
      < Please see a doctor, and tell them the number
      @c1 8:40 < Cracked heat exchanger. {tech} has tagged it off, it can't be repaired. I'm so glad you had that alarm
      > Can't stop thinking about it. What's next
      < A new furnace. I'll have two prices for you by noon, and {owner} says we lend you heaters until it's in
      @c1 11:50 < Emailed. {$a=4200-4700} or {$b=5400-5900}. Either one {c3}
      > The first. and thank you
    `,
  },
  {
    id: 'co-alarm-battery',
    who: 'owner',
    script: `
      > My carbon monoxide detector chirps every minute. Is that an emergency?
      < One chirp a minute is the battery or old age. Four loud beeps in a row is the real thing, then you leave the house. Which is it?
      > One chirp. Phew
      < Look at the date on the back. If it's older than 7 years change the whole thing, not the battery
      > {2014|2013|2015}. buying one today
      > ~liked
    `,
  },
  {
    id: 'gas-smell-by-meter',
    who: 'owner',
    script: `
      > Smell gas {by the meter outside|near the dryer|in the garage}. Not strong. Should I wait for you?
      +1m < No, don't wait. Everybody out, don't touch switches, call the gas company's emergency line from the sidewalk, they come free and fast. Text me when they've been
      > ok going
      +55m > They found a leak on the {dryer|grill|heater} connector, shut the house off, red tag. Now we have no gas
      < You did right. {tech} can replace that and pressure test today by {3|4}, then they turn it back on
      > Please
      @c0 16:30 < Fixed and tested, 15 minutes no drop. Call them with the number on the tag, they'll come tonight
      > They're here now. Stove works. I'm making tea with shaking hands
    `,
  },
  {
    id: 'gas-smell-was-skunk',
    who: 'owner',
    at: 'evening',
    script: `
      > I smell gas in the {mudroom|back hall}!! getting the kids out
      +1m < Good. Call the gas company from outside, please, then me
      +22m > This is mortifying. It was a skunk. Under the deck. The gas man is laughing
      < Better a skunk a hundred times. You did everything right
      > ~laughed
    `,
  },
  {
    id: 'boiler-pressure-low',
    who: 'owner',
    season: 'heating',
    script: `
      > Boiler gauge is almost at 0 and radiators upstairs are cold
      < There's a lever on the fill valve, usually brass, near the boiler. Lift it until the gauge shows 12 to 15, then close
      > Did that yesterday too. Dropped again
      < Then it's losing water somewhere. Any wet radiator valves or a stain on a ceiling?
      > Ahh. Behind the couch, carpet's damp at the radiator
      < There you go. Towel there, {tech} {d1} morning
      @d1 11:10 < New valve on that one, and he bled the upstairs. {$a=230-275}
      > Toasty. The couch will live
    `,
  },
  {
    id: 'radiator-banging',
    who: 'tenant',
    season: 'heating',
    script: `
      > hi im in {address} #{unit}. radiator BANGS all night like someone with a hammer
      < Steam radiator, one pipe? Put a level on it or a marble. It should tilt a little toward the valve
      > tilts the other way
      < Two coins under the far legs. I'm serious
      @c1 9:00 > slept 8 hours. you should be a doctor
      > ~loved
    `,
  },
  {
    id: 'furnace-tune-up-booking',
    who: 'owner',
    season: 'fall',
    script: `
      > {Hi|Hello}, time for the furnace check again I think. {Last year was October|It's been a year or so}
      < It is! {$a=109-129}. I've got {d5} 9 to 11 or {d6} 1 to 3
      > {d5}
      < Booked. Please clear a bit of space around it
      @d5 10:20 < {tech} is done. All clean, flame is good, filter changed. See you next year
      > Thank you! Same time next year please just put me in
    `,
  },
  {
    id: 'tune-up-reminder-yes',
    who: 'owner',
    season: 'fall',
    script: `
      < Hi {first}, {office} from {short} P&H. Your heating check is due. Shall I find you a morning in the next two weeks?
      +3h > Sure. Not {Monday|Tuesday}s
      < {d7}, between 8 and 10?
      > If it isn't a Monday or a Tuesday then yes
      < I'll check twice
      @d7 9:45 < All good, {tech} vacuumed out a nest. Mouse, moved out long ago
      > Eek
    `,
  },
  {
    id: 'tune-up-reminder-silence',
    who: 'owner',
    season: 'fall',
    script: `
      < Hi {first}, {office} from {short}. It's time for your furnace check, {$a=109-129}. Want me to book you in?
      +9d < Hi {first}, one more nudge about the furnace check, the calendar fills up when it gets cold
    `,
  },
  {
    id: 'tune-up-reminder-moved',
    who: 'owner',
    season: 'fall',
    script: `
      < Hi {first}, {office} from {short}. Your furnace check is due, shall I book you in?
      +40m > Hi Denise! We sold the house in the summer and moved to {Oregon|Tennessee|Maine}. The new people are called {Lockhart|Sloan}, nice couple
      < Oh how lovely, good luck out there! I'll take you off the list
      > You were the best. Wish you had a branch here
      > ~loved
    `,
  },
  {
    id: 'thermostat-blank',
    who: 'owner',
    season: 'heating',
    script: `
      > [thermostat] went blank this morning. House {61|63}
      < Does the cover come off? Often two AA batteries
      > No batteries in it. just wires
      < Then check the furnace door is pushed all the way in, there's a safety switch behind it
      > Cat litter box pushed it open. I can't believe it. It's on
      < The cat owes you
      > ~laughed
    `,
  },
  {
    id: 'thermostat-install',
    who: 'owner',
    script: `
      > We bought a wifi thermostat, can you put it in? The manual talks about a C wire and I'm lost
      < Send me a picture with the old cover off
      > [thermostat]
      < No C wire but there's a spare. {$a=135-165}, {d4} late morning
      > great
      @d4 11:55 > Up and running. I can now annoy my {g:husband|wife} from the office
      < That is what they're for
    `,
  },
  {
    id: 'one-room-cold',
    who: 'owner',
    season: 'heating',
    script: `
      > The nursery over the garage is always 6 degrees colder. Is there anything to be done
      < Several things, cheapest first: is the damper on that duct open? Is the vent behind furniture?
      > Crib was half over it, moved it. Don't know about a damper
      < {tech} can balance the system, {$a=140-180}, and measure it. {d5}?
      > Yes, mornings are best
      @d5 10:40 < Damper was shut tight, someone painted over it. It gets twice the air now
      @d7 8:00 > {68|69} in the nursery this morning!! whole family happy
    `,
  },
  {
    id: 'new-furnace-three-quotes',
    who: 'owner',
    season: 'fall',
    script: `
      > We're getting 3 quotes for a new furnace, {80k|100k} BTU. Can you give me a number?
      < Not an honest one without measuring the house. {owner} does it free, 40 minutes. {d3} at 5?
      > That's the first time someone said that. OK {d3}
      @d4 10:30 < Quote in your email. By {owner}'s math you need a 60, not an 80
      > The others both said 80
      < They copied the old one. Bigger isn't better, it will start and stop all day
      @d9 12:10 > We're going with you. My {g:husband|wife} liked the math
      < Wonderful! {d13} and {d14}?
      > Good
      @d14 15:30 < All in, tested, registered. Permit inspection next week
      > Quiet!! We keep checking whether it's on
    `,
  },
  {
    id: 'new-furnace-lost-to-other',
    who: 'owner',
    season: 'fall',
    script: `
      > Hi, wondering what you'd charge for a furnace replacement, 1,600 sq ft ranch
      < Around {$a=4300-4900} for a good mid one, {owner} would measure first. {d3} 4pm?
      > ok
      @d4 11:00 < Quote sent. Any question just text
      @d10 9:20 < Hi {first}, have you had a chance to look?
      > Hi sorry. We went with someone else, a friend of my brother's. Thanks for coming out
      < No problem at all. Stay warm
    `,
  },
  {
    id: 'new-furnace-quote-silence',
    who: 'owner',
    season: 'heating',
    script: `
      > {owner} was here for the furnace quote {Thursday|Monday}, wondering when we get it?
      < Sorry! You'll have it by {tonight|end of day}
      @c0 17:20 < Sent: {$a=4900-5600} with the new flue
      > Thanks will look at it with my {g:husband|wife}
      @d6 9:40 < Hi {first}, did you two get a chance to look at it?
      @d14 9:45 < Hello again, the quote is good till the end of the month. Just let me know either way
    `,
  },
  {
    id: 'oil-smell-after-service',
    who: 'owner',
    season: 'fall',
    script: `
      > Furnace smells of burning since you serviced it {yesterday|this morning}
      < First heat of the season?
      > Yes first time on
      < That's last summer's dust burning off, should be gone in an hour or two. If it smells of plastic, or there's smoke, turn it off and call
      +2h > Gone. Sorry to bother you
      < Never a bother
    `,
  },
  {
    id: 'humidifier-pad',
    who: 'owner',
    season: 'winter',
    script: `
      > Everyone in this house gets shocks from the carpet and nosebleeds. Furnace has a humidifier on it, does it need something?
      < A new pad each fall and the little valve opened. When was the last?
      > No idea. we're the second owners
      < {d4}, {$a=95-120} with the pad
      @d4 13:00 < Pad was white stone. Set to 35%
      @d9 18:40 > No more shocks. The cat thanks you most
    `,
  },
  {
    id: 'furnace-on-fire-sale',
    who: 'owner',
    season: 'fall',
    voice: 'own',
    script: `
      > your postcard says fire sale on furnaces. is it on FIRE or on sale
      < On sale. {owner} wrote that and has been spoken to
      > lol. whats the deal
      < {$a=250-350} off until the end of the month, with a 10 year part warranty
      > ours is from 1996 so. ok come look. {d3}?
      < {d3} at 4:30, {owner} himself
      > tell him no matches
      @d4 9:30 < Quote is in your mail. {owner} says he likes you
      > ha. let me get thru the month, ill text you
    `,
  },
  {
    id: 'furnace-short-cycle-callback-promise',
    who: 'owner',
    season: 'heating',
    script: `
      > The furnace you fixed {last week|in the fall} is short cycling. On 3 min off 3 min. It's heating ok but that can't be right
      < It can't. Let me ask {tech} and call you back this afternoon
      @d1 9:15 > Never got a call
      +30m < That's on me, I am sorry. {tech} says flame sensor, he'll come {d1} at noon, no charge
      @d1 12:50 > He just left. Good now. Please write things down :)
      < I've got a sticky note on a sticky note
    `,
  },
  {
    id: 'gas-fireplace-pilot',
    who: 'owner',
    season: 'fall',
    script: `
      > Do you guys do gas fireplaces? Pilot won't stay lit
      < We do. {$a=150-185} to clean it and check. {d5} or {d6}
      > {d6} after 3
      @d6 16:20 < Spider web in the pilot tube. Every year. Cozy evenings!
      > [heater] look at that. thank you!!
    `,
  },
  {
    id: 'gas-line-for-stove',
    who: 'owner',
    script: `
      > We want to go from electric to a gas range. Need a line from the basement, maybe 25 ft
      < Nice. With permit and test around {$a=780-920}. {owner} would look first, {d3} 8:30?
      > works
      @d3 10:00 < {owner} says easy one, {$b=740-860}. {d8}?
      > {d8} is good, range is delivered {d9}
      @d8 12:30 < Line in, tested, capped and ready
      @d9 15:50 > Range is here, can you hook it up? They won't touch gas
      < {tech} can swing by {d10} at 8
      > you're the best
      @d10 8:50 > We have fire. First pancakes on you
    `,
  },
  {
    id: 'heat-pump-question',
    who: 'owner',
    season: 'spring',
    script: `
      > Are heat pumps worth it around here? Ours are {#y=15-19} years old, both AC and furnace
      < In this climate with a furnace as backup, yes, often. There are rebates too. {owner} loves this topic, shall I have him call?
      > Yes but not before 5
      @c0 17:20 dialled 19m
      +5m > He really does love this topic
      < I warned you
      @d5 10:00 < He's put it in writing, three options, in your email
      @d9 12:00 > Still thinking. We might wait for the rebate to open in {July|the summer}
      < I'll remind you in {July|June}
    `,
  },
  {
    id: 'flue-bird',
    who: 'owner',
    season: 'spring',
    voice: 'own',
    script: `
      > this is going to sound weird. there is a bird in my furnace pipe. i can hear it
      < Not weird. Is the furnace off? Please turn it off at the switch
      > off. its chirping at me
      < {tech} can open the flue today around 2. He did a squirrel once
      @c0 14:45 > [pipe] FREE BIRD
      < He'll be singing that all week. No charge for birds
      > i made a donation to the shelter in his name
      > ~loved
    `,
  },
]
