import type { Story } from '../story.ts'

/** Leaks, burst and frozen pipes, wet ceilings, sump pumps. */
export const water: readonly Story[] = [
  {
    id: 'burst-pipe-two-in-the-morning',
    who: 'owner',
    season: 'winter',
    at: 'night',
    script: `
      missed
      +20s missed
      +1m > {please|hello??} is anyone there, a pipe burst in our {room=laundry room|basement bathroom|garage wall}. water everywhere
      > {address}
      +4m < This is Denise, I've woken {tech}. Do you know where your main shutoff is?
      +1m > no. {g:husband|wife} is looking
      +40s < Usually the basement wall on the street side, where the pipe comes in. Wheel or lever. Turn it clockwise all the way
      +5m > [puddle] found it. its off. its slowing down
      < Good. If any of that is near outlets stay out of it until {tech} is there. He is about {#n=25-40} minutes out
      +38m > hes here thank god
      @c1 9:40 < Hi {first}, Denise. {tech} capped the split and you have water to the rest of the house. He'll be back {d1} with the pipe to finish it
      > ok. we mopped until 5. thank you both so much
      @c1 16:20 < No need for thanks, get some sleep. Keep the {room} door open tonight so the warm air gets in
    `,
  },
  {
    id: 'frozen-kitchen-no-water',
    who: 'owner',
    season: 'freeze',
    at: 'morning',
    script: `
      > {Hi|Morning}, woke up to no water at the kitchen sink, bathrooms are fine. It was -{#t=4-14} last night
      < Sounds frozen, not burst. Is that sink on an outside wall?
      > Yes, north side
      < Open the faucet and the cabinet doors and put a little heater near it. NOT a torch. If you see any water come out of the wall shut the main and call me
      +2h > Space heater going since you texted and nothing yet
      < Give it a bit longer. I have {tech} finishing on {Division|Prairie} and can have him there around 2
      @c0 13:35 > It just let go!! Running now. No leaks that I can see
      < {Great|Wonderful}. Let it drip overnight until this breaks. Want {tech} to look at insulating that run? No rush
      > Yes, when it's warmer. Thanks for talking me thru it
      < I'll put you down for spring
    `,
  },
  {
    id: 'frozen-spring-reminder-lost',
    who: 'owner',
    season: 'spring',
    after: 'frozen-kitchen-no-water',
    script: `
      > Hi, you were going to put us down for insulating that kitchen pipe in the spring? Haven't heard anything
      +1h < You're right and I'm sorry, it slid off my list. {d4} morning?
      > {d4} works
      @d4 12:10 < {tech} is done, foam sleeve plus he boxed the corner. {$a=140-190}, invoice is in your mail
      > Great. Next January we'll see :)
    `,
  },
  {
    id: 'ceiling-stain-growing',
    who: 'owner',
    script: `
      > [ceiling] Is this something I should worry about?
      < Hi, who is this please, and is that under a bathroom?
      > Sorry, {name}, {address}. Yes, under the kids' tub. It was the size of a {plate|dinner plate|saucer} on {Sunday|Saturday}
      < Is it wet if you touch it?
      > A bit soft I'd say
      < OK don't use that tub please. {tech} can come {d1} between 8 and 10
      > {Works|That's fine}. Should I poke a hole in it? My brother says so
      < If it starts to bulge, yes, with a bucket under it. Otherwise leave it
      @d1 11:30 < Overflow gasket. {$a=165-220} with the part. The drywall you'll want someone else for, once it's dried a week
      > Such a relief. I was sure it was the main pipe
    `,
  },
  {
    id: 'dripping-valve-under-sink',
    who: 'owner',
    script: `
      > {Hello|Hi there}, small drip under the bathroom sink, looks like from the shutoff valve. I've got a {tupperware|bowl|yogurt tub} under it
      < How fast does it fill?
      > Maybe once a day
      < Then you're fine until we can come. {d3} between 1 and 3?
      > Could it be after 3? I get the kids at 2:45
      < I'll put you last, 3:30
      > Perfect
      @d3 16:15 > He's been and gone, that was quick. Where do I pay?
      < There's a link on the invoice, or a check is fine too
      > ~liked
    `,
  },
  {
    id: 'slab-leak-warm-floor',
    who: 'owner',
    voice: 'own',
    script: `
      > Strange question. Part of the hallway floor is warm. Like the dog has moved his bed there warm
      > and the water bill was {$a=180-260}, normally like 70
      < Not strange at all, that sounds like a hot water line leaking under the slab. Do you hear water when everything is off?
      +20m > ok went and listened. yes. hissing
      < Does the little dial on your meter turn with everything off?
      > it does. slowly
      < Then please shut off the cold side to the water heater for now, that stops it. {tech} can come and find the spot {d1} at 9
      > Done. dog is not amused
      @d1 12:40 < {tech} found it, about {#n=3-7} ft from the bathroom door. Two ways to fix it: open the floor, or run a new line through the attic. I'll send both prices today
      @d1 16:50 < Open floor {$b=1500-1900} not counting tile. Reroute {$c=2200-2800}, no digging, and you never have this again on that line
      @d2 8:15 > we'll do the reroute. when
      < {d6} and the day after. You'll have water in the evenings
      > good. the dog will need a new spot
    `,
  },
  {
    id: 'outside-faucet-left-on-hose',
    who: 'owner',
    season: 'spring',
    script: `
      > Turned on the outside spigot for the first time and now water is coming out INSIDE, in the basement
      < Turn it off at the spigot, that should stop it. Was a hose left on it over winter?
      > ...maybe
      < Happens every {April|spring}. The pipe splits a foot inside the wall where it froze. Don't use it and you'll be fine
      > Ok it stopped. When can someone come
      < {d5} or {d6}
      > {d6}, afternoon if possible
      < {d6} between 1 and 4, {tech}
      @d6 15:10 < New frost-proof one in. {$a=230-290}. Take the hose off in October :)
      > Lesson learned the expensive way
    `,
  },
  {
    id: 'washing-machine-hose',
    who: 'owner',
    at: 'evening',
    script: `
      > Washing machine hose popped off, flooded the laundry room, I shut the valves behind it so its stopped
      > Question is do you also do the valves, they are ancient and one of them drips now
      +25m < Glad you got it shut. Yes we do those. Is the drip something a towel can handle tonight?
      > yes totally
      < Then {d1}, between {10 and 12|11 and 1}? I'd put in a new box with lever valves, and steel hoses
      > do it
      @d1 13:00 < {tech} is done. {$a=260-320}
      > paid online. no more vintage plumbing
      > ~liked
    `,
  },
  {
    id: 'sump-pump-storm',
    who: 'owner',
    season: 'rain',
    at: 'evening',
    script: `
      > {Hi|Hello}, storm here and the sump pump is humming but not pumping. Water in the pit is about {#n=4-8} inches from the top
      < Unplug it, wait a minute, plug it in again. Sometimes the float hangs
      > Tried. Hums then trips
      +3m < OK. {tech} has a spare on the van and is coming from {Carrow|East Wendell}, 45 min. Do you have a shop vac or buckets to buy time?
      > Yes bailing now. Kids think its fun
      +50m > [puddle] He's here. It got to the edge but didnt go over
      +1h < {tech} says the new one is moving water fine. Old one was {#y=11-16} years old so it owed you nothing
      > Worth every penny. We have carpet down there
      @c1 10:00 < Invoice sent, {$a=480-560} with the after hours call. You may want a battery backup, ask me any time
      > How much is the backup
      < {$b=650-780} installed
      > Let me think about it
      @c4 9:00 < Any thoughts on the battery backup? They say more rain {c6}
      > Next month, roof first. Thanks Denise
    `,
  },
  {
    id: 'sump-check-before-rain',
    who: 'owner',
    season: 'spring',
    script: `
      > Can somebody come test our sump pump before the big rains? Ours was put in by the people before us
      < Sure, {$a=85-95} for a test and clean. {d4} or {d5}?
      > Either, someone's always home
      < {d4} then, we'll text when {tech} is on his way
      @d4 10:20 < {tech} on his way, 15 min
      @d4 11:30 < Pump is fine, the check valve was in backwards (!) so it kept pumping the same water. Turned it round. No extra charge
      > Hahaha. That explains so much
    `,
  },
  {
    id: 'water-meter-spinning',
    who: 'owner',
    script: `
      > The city put a note on my door that my meter runs all night. {#n=90-300} gallons
      < Do you have a toilet that hisses or refills by itself?
      > Not that I've noticed
      < Put a few drops of food coloring in each tank, don't flush, look in 20 minutes
      +45m > Upstairs bowl is bright blue
      < There's your leak. It's a {$a=95-135} fix, {d2}?
      > I feel silly. {d2} after 10 please
      < Don't, that's half the high bills in this town
      @d2 11:45 > All good, it's silent now. Hadn't noticed the noise until it stopped
    `,
  },
  {
    id: 'pinhole-copper',
    who: 'owner',
    voice: 'own',
    script: `
      > [pipe] green spot on the copper in basement w a bead of water. a drop every minute or so
      < That's a pinhole. Dry it and wrap some tape or a rubber glove and a clamp round it if you have one. It holds a few days usually
      > bike tube and a hose clamp??
      < That is exactly what {tech} would do
      +30m > [pipe] engineering
      < Beautiful. {d2} between 8 and 12
      > sure. how many of these am i going to get
      < House from the {50s|60s}? A few more over the years. {tech} will have a look at the rest while he's there, won't cost you
      @d2 11:20 < {$a=185-240} for the section. The rest looks decent, one more green spot by the dryer to keep an eye on
      > will do
    `,
  },
  {
    id: 'already-stopped-no-visit',
    who: 'owner',
    at: 'evening',
    script: `
      > EMERGENCY water pouring from under the kitchen sink!!!
      +2m > never mind. it's stopped, son unplugged the {dishwasher hose|filter thing}. No need to come out
      < Phew. OK! Is it all shut now, nothing dripping?
      > Dry as a bone. Sorry for the panic
      < That's what we're here for. If it starts again text me
      > ~loved
    `,
  },
  {
    id: 'main-shutoff-stuck',
    who: 'owner',
    script: `
      > {Hi|Hello} {office}, we're having a new floor put in and I wanted to shut the main, but the wheel just spins. It never closes
      < The gate has come off the stem. Don't force it. We swap those for a lever valve but the village has to turn off the street first, so I need 2 days
      > The floor people come {d5}
      < Then {d3}, 9am, I'll call the village now
      +1h < Village confirmed {d3} 9 to 11
      @d3 11:20 < Done. {$a=420-490}. Quarter turn and it's off
      > Every house should have this. Thanks
    `,
  },
  {
    id: 'upstairs-neighbor-shower',
    who: 'tenant',
    script: `
      > hi i rent at {address} apt {unit}. when the people above shower it drips in my {kitchen|hallway}
      < Hi {first}. Does your landlord know? We need their ok before we come
      > shes in {Florida|Arizona} and doesnt answer
      < What's her name, maybe we know her
      > {Mrs Voigt|Diane something, I have to look}
      +2h > got her. she says go ahead and send her the bill. she will text you
      < Perfect, once I have her text I'll set a time. Is it dripping much?
      > only when they shower. i put a pot
      @d1 9:30 < She wrote. {tech} {d2} 10 to 12, he needs to get in upstairs too
      > ill tell them. they're nice
      @d2 12:30 > fixed i think. no drip this morning when they showered
      < It was the shower drain seal. Let me know if you see anything again
    `,
  },
  {
    id: 'leak-behind-wall-sound',
    who: 'owner',
    script: `
      > I hear {trickling|dripping} inside the wall between the kitchen and the powder room but no water anywhere. Am I crazy
      < Not crazy. Does it happen when someone flushes or runs water upstairs?
      > I think all the time. Definitely at night
      < Could be a leak running down inside. I'd rather look soon. {tech} has the listening gear, {d1} first thing
      > Yes please. I didn't sleep
      @d1 8:05 < {tech} 10 min away
      @d1 10:15 > He found it!! nail through the pipe from when we hung the {mirror|shelves}. {#n=4-9} years ago!!
      < It happens, the nail rusts and then it lets go. He's patched it and left the wall open to dry. {$a=310-380}
      > Very happy customer. Will never hang anything again
    `,
  },
  {
    id: 'low-pressure-whole-house',
    who: 'owner',
    script: `
      > Pressure is really low in the whole house since {yesterday|this morning}. Neighbors fine
      < Any work done on the street? And is there a bell-shaped brass thing near your meter?
      > [pipe] this?
      < That's your pressure regulator. When they fail it's usually like this. We can swap it {d2}, {$a=340-400}
      > Can it wait till {d4}? I'm traveling
      < It can. It's annoying but not dangerous
      > {d4} it is. Key is with {Joan|Marge|the neighbors} across the street, the {blue|yellow} house
      @d4 14:00 < Swapped, 60 psi at the kitchen. Key is back across the street
      > Thank you. Shower tomorrow will be a celebration
    `,
  },
  {
    id: 'fridge-line-trickle',
    who: 'owner',
    script: `
      > Moved the fridge to clean and kinked the little water line, now it weeps
      < There's a tiny valve on it, either under the sink or in the basement below. Turn that off and you've all the time in the world
      +15m > Basement. Off. Thank you
      < Line is {$a=110-140} to replace with a braided one, {d3} in the afternoon?
      > OK but no ice till {d3} will be a tragedy for my {g:husband|wife}
      < Tell {g:him|her} {tech} will hurry
      @d3 15:40 > Ice is back. Marriage saved
      > [plate] p.s. {g:he|she} asked for the model number, here
      < ~laughed
    `,
  },
  {
    id: 'hydrant-hit-brown-water',
    who: 'owner',
    season: 'mild',
    script: `
      > Brown water from every tap. Should I be worried?
      < Are you near {Depot|Station}? The village is flushing hydrants today. Run a bathtub cold for ten minutes later this afternoon, not the hot
      > Oh! Yes there's a truck down the street
      +4h > Clear now. Thanks for not charging me for that one ha
      < Any time
    `,
  },
  {
    id: 'vacation-house-flooded',
    who: 'owner',
    season: 'winter',
    at: 'evening',
    script: `
      voicemail 41s Hi this is {name} we are at {address} we just got back from two weeks away and there is water on the first floor, the ceiling in the den is on the floor, I turned the water off outside at the street thing I think. Please call me back. We don't have anywhere to sleep tonight so, um, please call.
      +6m dialled 4m
      < {first}, Denise again. {tech} and {owner} are both coming, 30 minutes. Don't switch on lights on that floor, use your phones
      +35m > They're here
      +3h < {owner} says: split at the upstairs bath, capped. Furnace had tripped while you were away, that's why it froze. It's running. He left two fans. Take pictures of EVERYTHING before you move it, for the insurance
      > [ceiling][puddle] We have about 200. Thank you, sleeping at my {sister's|brother's|in-laws'}
      @d1 9:10 < Morning. Hope you slept. I'll write the report for your insurance today, it helps to have it early
      @d1 15:30 < Report is in your email
      > The adjuster said it's the best one she's seen. {tech}'s photos too
      @d4 10:00 > When can the actual repair happen?
      < Repipe of that bathroom {d8} to {d9}. I'm holding both days for you
      > Yes. Yes to everything
    `,
  },
  {
    id: 'toddler-and-hose-bib',
    who: 'owner',
    season: 'summer',
    script: `
      > My 3 year old turned on the hose and now it won't turn off. The handle just goes round and round
      < Somewhere inside there's a shutoff for that line, usually straight through the wall from it at ceiling height
      > Found one. It worked. You're a genius
      < New stem {$a=90-120}. {d2} or {d3}?
      > {d3}. The garden is very well watered
    `,
  },
  {
    id: 'humid-pipes-not-leak',
    who: 'owner',
    season: 'heat',
    script: `
      > The cold water pipes in the basement are all wet, {dripping on my boxes|there are little puddles}. Are they all leaking at once??
      < In this weather that's sweat, not leaks. Wipe one dry, wait 10 minutes. If it beads up all along it's condensation
      +20m > all along yes
      < A dehumidifier will cure it for less than a visit from us
      > Honest plumbers exist! bought one
    `,
  },
  {
    id: 'old-galvanized-quote',
    who: 'owner',
    script: `
      > We're buying {address} and the inspector says "galvanized supply, end of life". What does a repipe cost roughly?
      < Depends on the baths and how we get at the walls. For a two bath house here {$a=8500-9800} to {$b=11000-13500}. I'd want {owner} to see it
      > Can he come during the {walkthrough|inspection} {d3} 4pm?
      < He can
      @d3 18:00 < {owner} was there. Written quote by {d5}
      @d5 11:00 < Quote sent. Good for 60 days
      > Got it. It helped, sellers came down 7k. We close on the {8th|15th|22nd}
      < Congratulations! Then we talk dates
    `,
  },
  {
    id: 'repipe-after-closing',
    who: 'owner',
    after: 'old-galvanized-quote',
    script: `
      > We closed! House is ours and empty for two weeks. Can you do the repipe now?
      < Congratulations!! {owner} and {tech} can start {d4}. Five days
      > Key under the {gnome|third pot}
      @d4 8:10 < Started
      @d6 16:30 < Upstairs done, a bit ahead
      @d8 15:45 < All done, pressure tested, holes are neat squares so your drywall man will love us
      > [pipe] It's so pretty I almost don't want to cover it
      > ~loved
    `,
  },
  {
    id: 'leak-returns-same-joint',
    who: 'owner',
    after: 'ceiling-stain-growing',
    script: `
      > [ceiling] Hi, it's back. Same spot. I thought this was fixed??
      < Oh no. I'm sorry {first}. Is it wet now?
      > Damp. And I had it PAINTED
      < {tech} will be there {d1} at 8, before anything else, and of course there's no charge
      @d1 9:30 < It's not the gasket this time, the tub drain itself has a crack you only see with someone standing in it. He's replaced it. And we'd like to pay your painter for the patch
      > That's decent of you. Thank you
    `,
  },
]
