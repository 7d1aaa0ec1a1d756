import type { Story } from '../story.ts'

/** Tenants, landlords and property managers, alone and together. */
export const homes: readonly Story[] = [
  {
    id: 'tenant-no-heat-landlord-slow',
    who: 'tenant',
    season: 'winter',
    voice: 'own',
    script: `
      > hi i rent at {address} {unit}. no heat for 2 days. landlord keeps saying tomorrow. can i just call you myself
      < Hi {first}. We need the owner's ok to work on it, but I can call them now and it often helps when we do. Who is it?
      > {mr sutter|mr grady|mrs voigt}. do you know him
      < Well. Give me ten minutes
      +14m < Approved. {tech} is there by 4. What's the temperature inside?
      > {#t=49-55}. i have my oven open
      < Please close the oven, that's how people get hurt. Blankets till 4
      > ok closed
      @c0 17:20 > its warm!! i dont know what u said to him but thank u
    `,
  },
  {
    id: 'tenant-sink-who-pays',
    who: 'tenant',
    script: `
      > Kitchen sink in {unit} at {address} is clogged. Do I pay or the landlord?
      < Depends on the lease, I'd ask first. If it's grease it's often the tenant, if it's the pipe it's theirs
      > Ok will ask
      @d1 12:00 > Landlord says go ahead, they pay. {Any evening|After 4 any day}
      < {d3} at 4:30
      @d3 17:10 < It was the pipe, so you're off the hook
      > yesss
    `,
  },
  {
    id: 'tenant-key-pickup',
    who: 'tenant',
    script: `
      < Hi {first}, the management asked us to fix the bathroom at {address} {unit}. Is {d2} 10 to 12 ok for you?
      > I work then. Can they let you in?
      < They can. Any pets?
      > A snake but he lives in a tank
      < I won't tell {tech}
      @d2 11:50 < Fixed. {tech} saw the tank. We're all fine
      > LOL
    `,
  },
  {
    id: 'tenant-wrong-drip',
    who: 'tenant',
    at: 'evening',
    script: `
      > theres water coming from my ceiling by the light. like drip drip. apt {unit} {address}
      +3m < Please switch that light off at the wall and don't touch it. Do you know the people above?
      > yes going up
      +6m > it was their kids bath, overflowed. they're mopping. it stopped
      < Ok good. Leave the light off until it's dry, two days at least, and tell your landlord in writing
      > will do, thank you so much for answering
    `,
  },
  {
    id: 'tenant-move-out-shower',
    who: 'tenant',
    script: `
      > Moving out at the end of the month and the shower handle came off in my hand. How much, so that I don't lose my deposit
      < {$a=95-130}. {d3} afternoon?
      > done
      @d3 15:40 < On and tight. Receipt in your mail for the landlord
      > legend
    `,
  },
  {
    id: 'tenant-hot-water-times',
    who: 'tenant',
    script: `
      > hot water only between 10pm and 6am in our building. that cant be normal?? {address}
      < Not normal, no. How many units?
      > {6|8}
      < Sounds like the heater can't keep up, or a mixing valve. I'd need the owner to ask us in. You can give them this number
      > I will
    `,
  },
  {
    id: 'landlord-three-units',
    who: 'landlord',
    script: `
      > Three things at once, hope you're sitting. {address}: Unit 1 toilet runs. Unit 2 no hot water at kitchen only. Unit 3 wants a new shower head, I said we'd see
      < Sitting. One visit for all three, {d3} morning. Are they home?
      > 1 and 3 yes, 2 works nights, will leave the key with 1
      @d3 12:30 < 1: flapper, done. 2: supply hose was kinked, done. 3: got a shower head, {$a=25-35}, she's very happy
      > You are spoiling them. Bill me
      < One invoice, three lines
    `,
  },
  {
    id: 'landlord-approval',
    who: 'landlord',
    script: `
      < Hi {first}, Denise at {short}. Your tenant at {address} says the {tub|kitchen} faucet won't shut off. OK to go ahead up to {$a=200-250}?
      +25m > OK. If it's over call me
      @d1 11:15 < {$b=160-195}, new cartridge
      > good
    `,
  },
  {
    id: 'landlord-denies',
    who: 'landlord',
    voice: 'own',
    script: `
      < Hi {first}, your tenant at {address} reports a slow drain and asked us to come. Are you ok with that?
      +2h > No. They can use a plunger. Third time this year
      < Understood. If it's the third time though it may be the line and not them
      +1h > Fine. Look at it. But send me a picture of what you find
      @d1 10:50 < [drain] roots, not hair
      > Huh. Alright then. Do it
      @d1 15:00 < Done, {$a=260-310}
      > Tell them sorry from me I guess
    `,
  },
  {
    id: 'landlord-turnover',
    who: 'landlord',
    script: `
      > {address} is empty until the {1st|15th}. Could you go through it: everything that drips, runs or rattles
      < With pleasure. {d4}, whole morning
      @d4 12:40 < List: two supply hoses older than me, one wax ring, disposal, a shutoff that doesn't. Total {$a=520-640}. Want them all?
      > All but the disposal, they break it every time
      < Fair
      @d5 10:30 < Done
      > Great thx
    `,
  },
  {
    id: 'landlord-boiler-certificate',
    who: 'landlord',
    season: 'fall',
    script: `
      > Village wants a boiler inspection for the {4|6} flat on {street}. Do you do the certificate?
      < Yes, {$a=180-220}, {d6}. Need access to the boiler room and one radiator on each floor
      > Super will be there
      @d6 11:00 < Passed. Certificate emailed, and I've set a reminder for next year
      > You just removed one thing from my head, thanks
    `,
  },
  {
    id: 'landlord-buying-fourplex',
    who: 'landlord',
    script: `
      > Looking at a fourplex on {Sexton|Ferry}. Would {owner} walk through with me before I sign? I'll pay for his time
      < {$a=150-180} for the hour. {d2} or {d3}?
      > {d3} noon
      @d3 14:00 < He says: drains ok, two of four heaters past it, boiler from the {70s|80s} but loved. Budget {$b=9000-12000}
      > That's the number I needed. Thx
    `,
  },
  {
    id: 'landlord-text-forwarded',
    who: 'landlord',
    script: `
      > Fwd from my tenant: "toilet upstairs leaks when flushed and the floor is getting soft"
      > Soft is bad right
      < Soft is bad. {d1} at 1? What's the tenant's number
      > {number2}. She's home with a newborn so text dont call
      < Text only. Got it
      @d1 14:30 < Wax ring and a new flange, and a square foot of subfloor. {$a=380-460}
      > Ouch but ok
    `,
  },
  {
    id: 'landlord-tenant-hostile',
    who: 'landlord',
    voice: 'own',
    script: `
      > Heads up for {d1}: my tenant says he won't let anybody in before 11. He's a night owl and a pain
      < 11:15 then
      @d1 11:30 < He let us in. He made us tea, {tech} stayed for the second cup
      > The man hasn't said hello to me in 3 years
    `,
  },
  {
    id: 'landlord-ghost',
    who: 'landlord',
    script: `
      < Hi {first}, the repair at {address} needs a part, total {$a=310-390}. OK to order?
      +1d < Hi {first}, just need a yes or no on the part, tenant is asking
      +2d < One more try: {$a}, tenant has no hot water in the kitchen until then
    `,
  },
  {
    id: 'manager-three-flats',
    who: 'manager',
    voice: 'own',
    script: `
      > Good morning, {first} at {company}. Three work orders: #201 toilet leaking at base, #114 kitchen faucet loose, #309 no hot water since last night. Please prioritize 309.
      < Morning {first}. 309 today before noon, the other two {d1} morning. PO number?
      > {#p=40000-49999}. Maintenance can let you in.
      @c0 12:20 < 309: breaker for the heater had tripped, element was shorted, replaced. {$a=230-280}
      @d1 11:40 < 201 wax ring, 114 tightened and resealed. All on PO {#p}
      > Thank you, closed on our side.
    `,
  },
  {
    id: 'manager-building-water-off',
    who: 'manager',
    script: `
      > We need to schedule the riser valve replacement in building {B|C}. Water off for the whole stack, need 72 hours notice to residents
      < {d7} 9 to 1? Write 9 to 3 on the notice and everybody's happy at 1
      > Ha. Posted
      @d7 9:05 < Water is off
      @d7 12:45 < Water is on. Someone will call you about brown water, it's 2 minutes
      > Someone already did
    `,
  },
  {
    id: 'manager-emergency-stack',
    who: 'manager',
    at: 'night',
    voice: 'own',
    script: `
      missed
      +15s missed
      +40s > Water coming through ceilings on 3, 2 and 1, building A, the 0{apt=1|4} stack. Can't find which unit. {company}
      +3m < {tech} and {owner} both rolling. Do you have the building main? Shut it now, find the unit later
      > Security is on it
      +6m > Main is closed. It's slowing
      +30m < They're in. It's 40{apt}, washer hose, nobody home
      > We have keys
      +50m < Isolated 40{apt}, building is back on. {owner} is walking 3, 2 and 1 with you
      > I cannot thank you enough. Full report for the board please
      @c1 14:00 < Report and photos in your mail
      > ~liked
    `,
  },
  {
    id: 'manager-annual-bid',
    who: 'manager',
    script: `
      > We're rebidding plumbing & HVAC for next year, {48|64|36} units. Interested?
      < Very. When's it due?
      > {d10}. I'll email the sheet
      @d9 16:00 < Sent, with two alternates
      @d16 10:30 > Board picked you. Starts {January 1|the 1st}
      < That's wonderful, thank you {first}. {owner} is doing a little dance
    `,
  },
  {
    id: 'manager-vendor-form',
    who: 'manager',
    script: `
      > Your certificate of insurance on file expires {the 30th|Friday}. Please send a current one or AP will hold payments
      < On its way today
      +2h < Sent
      > Got it. Thanks!
    `,
  },
  {
    id: 'manager-common-boiler',
    who: 'manager',
    season: 'heating',
    script: `
      > Boiler in the {north|main} building is locked out again. 24 apartments getting cold
      +6m < {tech} is 20 minutes away. Is there a number on the display?
      > [thermostat] {F28|E03|L1}
      < Low water or ignition. Leave it, don't keep pressing reset
      @c0 17:50 < Running. Bad sensor, but that's the second lockout, I want to put the pump on your list for spring. {$a=780-940}
      > Please quote it
      @d2 10:00 < Quote's in your inbox
    `,
  },
  {
    id: 'manager-resident-complaint',
    who: 'manager',
    script: `
      > Resident in {212|118} says your tech tracked mud on her carpet
      < I'm sorry. He did wear covers but let's not argue, we'll have it cleaned. What day suits her?
      > {d3}
      @d4 9:00 > She says it's cleaner than before and could they do the bedroom
      < Ha. Not on us :)
    `,
  },
  {
    id: 'manager-no-emergency-code-word',
    who: 'manager',
    script: `
      > For the record: our board wants the "emergency exit" sign in the boiler room lit. Is that you or electric?
      < Electric. We only do things that leak or burn
      > Good line. Thanks
    `,
  },
  {
    id: 'tenant-landlord-group-leak',
    who: 'landlord',
    group: ['landlord', 'tenant'],
    script: `
      < Hi both, Denise from {short}. Putting you in one thread about the leak at {address} so that nobody has to repeat anything. {tenant.first}, is {d1} 9 to 11 ok?
      tenant> yes i can be home till 11:30
      landlord> Fine with me. Limit {$a=250-300} without asking
      < Noted
      @d1 9:15 < {tech} is at the door
      @d1 10:30 < Supply line under the bathroom sink, {$b=145-185}. Done
      tenant> thank you!! no more bucket
      landlord> Thanks. {tenant.first} can you send me a pic of the cabinet, is it damaged
      tenant> [puddle] a bit swollen at the bottom
      landlord> ok I'll come look Saturday
    `,
  },
  {
    id: 'tenant-landlord-group-heat',
    who: 'landlord',
    season: 'winter',
    group: ['landlord', 'tenant'],
    voice: 'own',
    script: `
      landlord> Adding {tenant.first} here. Heat at {address} is out. Denise when can you come
      +8m < {tech} can be there at {2|3} today. {tenant.first}, how cold is it in there?
      tenant> 58. kids are at my sisters
      landlord> Is it the thermostat again
      tenant> no the furnace makes a click click click and nothing
      < Sounds like ignition. {tech} has the part
      @c0 16:10 < He's done, igniter. {$a=240-285}
      tenant> warm air coming out. thank you thank you
      landlord> 👍 invoice to me
    `,
  },
  {
    id: 'hoa-group-hydrant',
    who: 'manager',
    group: ['manager', 'owner', 'landlord'],
    script: `
      manager> {company}: group for the sprinkler backflow tests. Testing is due by the {31st|15th}
      < We can do all three {d5}, {$a=85-95} each
      owner> Works for me, gate is open
      landlord> fine
      @d5 13:20 < All three passed, papers go to the village today
      manager> Thank you all
    `,
  },
  {
    id: 'neighbors-shared-line',
    who: 'owner',
    group: ['owner', 'tenant'],
    script: `
      < Hi {owner.first} and {tenant.first}, your houses share one sewer line, so here's one thread. Camera shows roots between you. Cutting it is {$a=280-320}, split it?
      owner> Half and half is fair
      tenant> i rent, will ask. prob yes
      +3h tenant> yes she said ok
      < {d3} at 8. No laundry that morning please, either of you
      @d3 10:15 < Clear
      owner> Great, thanks neighbor
      tenant> 👋
    `,
  },
]
