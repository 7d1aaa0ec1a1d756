import type { Story } from '../story.ts'

/** Bookings, money, praise and blame: what the office deals with whatever the trouble was. */
export const office: readonly Story[] = [
  {
    id: 'missed-call-then-text',
    who: 'owner',
    script: `
      missed
      +2m < Hi, you called {short} Plumbing & Heating, we're on the other line. Text us here what's going on and we'll get right back to you
      +6m > Hi this is {name}, {address}. Outdoor spigot drips, not urgent, want to get on the list
      < You're on it. {d4} morning?
      > {d4} is great
      @d4 10:10 < {tech} was there, new washer, {$a=85-95}
      > ty
    `,
  },
  {
    id: 'voicemail-then-text',
    who: 'owner',
    script: `
      voicemail 27s Hi, um, this is {name}. I was calling about getting the two toilets upstairs looked at. They're slow to fill. You can call or text me, this is a cell. Thanks, bye.
      +35m < Hi {first}, Denise at {short}. Got your message. {d3} between 9 and 11 for the toilets?
      > Oh great. Yes please. Do you need to know the brand
      < No, fill valves are all the same now
      @d3 10:40 < Both fill in under a minute. {$a=170-210} for the pair
      > Perfect, card on file is fine
    `,
  },
  {
    id: 'voicemail-never-returned',
    who: 'owner',
    script: `
      voicemail 22s Yes hello, {name} here on {street}, I'd like somebody to give me an estimate for moving a {radiator|gas meter line|laundry hookup}. You did my neighbor's. Call me when you get a chance.
    `,
  },
  {
    id: 'voicemail-untranscribed',
    who: 'owner',
    script: `
      voicemail 9s
      +50m < Hello, we got a voicemail from this number but it's hard to make out. This is {short} Plumbing & Heating, can you text us?
    `,
  },
  {
    id: 'call-tag',
    who: 'owner',
    script: `
      missed
      +15m dialled 0s
      +1h missed
      +10m dialled 0s
      < We keep missing each other :) Text is fine
      > Ha yes. Just wanted to move {d2} to {d3}
      < Done, {d3}, same time
      > ~liked
    `,
  },
  {
    id: 'booked-by-phone',
    who: 'owner',
    script: `
      answered 4m
      +2m < Thanks for calling {first}. You're down for {d3}, 8 to 10, {address}
      > Thank you. Gate code is {#g=1000-9999}#
      @d3 8:00 < {tech} is on the way, 20 minutes
      > ok
      @d3 9:50 < All done, invoice on its way
    `,
  },
  {
    id: 'estimate-by-photo',
    who: 'owner',
    script: `
      > [drain][pipe] What would you charge to replace all this under the sink
      < Trap, tailpiece and both shutoffs: {$a=210-260}
      > Someone quoted me 600
      < I'm not going to say anything about that
      > LOL. When
      < {d4} at 10
      > see you then
      @d4 11:10 > done in 40 min wow. left a nice review
      < That means a lot, thank you {first}
    `,
  },
  {
    id: 'price-shopping-gone',
    who: 'owner',
    script: `
      > How much to {snake a drain|install a toilet|replace a faucet|change a shutoff valve}
      < Usually {$a=140-190}, depends what we find. Where are you located?
    `,
  },
  {
    id: 'price-shopping-yes',
    who: 'owner',
    script: `
      > what do you charge per hour
      < {$a=115-125} for the first hour with the drive, {$b=95-105} after. What do you need done?
      > bunch of little stuff. {#n=4-7} things on a list
      < We love a list. Send it over
      > 1 hose bib 2 guest toilet handle 3 tub stopper 4 kitchen sprayer¶and a thing in the garage idk what it is
      < Ha. Half a day, {$c=390-450}. {d6}?
      > ok {d6}
      @d6 13:00 < All crossed off. The thing in the garage is an old sprinkler valve, connected to nothing
      > mystery solved
    `,
  },
  {
    id: 'reschedule-sick-kid',
    who: 'owner',
    script: `
      < Reminder: {tech} is coming {d1} between 8 and 10 for the {tub valve|water heater flush|radiators}. Text back if anything changes
      +2h > Ugh, kid has {strep|a fever|pinkeye}. Can we move it
      < Of course. {d5} same time? Hope {he|she} feels better
      > {d5} yes thank you
      @d5 9:40 < All finished, hope everyone is healthy
    `,
  },
  {
    id: 'reschedule-by-firm',
    who: 'owner',
    script: `
      < Good morning {first}. I'm so sorry, {tech} has a no-heat call with a baby and I need to move your {9|10} o'clock. Could he come at 2 instead, or {d1} first thing?
      > 2 is fine. Babies first
      < You're a star
      @c0 14:05 < He's outside
      > come on in door's open
    `,
  },
  {
    id: 'reschedule-by-firm-angry',
    who: 'owner',
    voice: 'own',
    script: `
      < Hi {first}, we have to move today's visit, {tech} is stuck on a flooded basement. {d1} at 8 all right?
      > No it is not all right. I took a day off work. This is the second time.
      +6m < You're right, and I'm sorry. {owner} will come himself at 3 today
      > Ok. Thank you. I appreciate it
      @c0 16:30 < {owner} says it's fixed and that you make good coffee. First hour is on us
      > Apology accepted
    `,
  },
  {
    id: 'where-is-he',
    who: 'owner',
    script: `
      > Hi, was somebody coming today between {10 and 12|8 and 10}? It's {12:40|10:35}
      +4m < He's running late from the last one, I should have texted. 20 minutes
      > Ok I have to leave at {1:30|11:30} for school pickup
      +25m < He's parking now
      > See him
    `,
  },
  {
    id: 'no-show-complaint',
    who: 'owner',
    voice: 'own',
    script: `
      > Nobody came. Nobody called. I sat here from 8 to noon.
      +40m < I have no excuse. The appointment was in my book for next week, my mistake entirely. Can I send someone right now?
      > I have to go to work now.
      < {d1} at 7, before work, and there'll be no bill for the visit
      > Fine. 7. I'll believe it when I see it
      @d1 6:55 < {tech} is outside your house
      > I see it. I believe it. Thank you
    `,
  },
  {
    id: 'bill-dispute',
    who: 'owner',
    voice: 'own',
    script: `
      > I got a bill for {$a=380-450}. I was told {$b=240-280} on the phone. What is going on?
      +1h < Let me look. The difference is the extra valve and the trip for the part. {tech} should have called you before, that's our rule
      > He did not call me.
      < Then you pay what you were told. New invoice in your mail in a minute
      > That's the right answer. Thank you
    `,
  },
  {
    id: 'bill-dispute-open',
    who: 'owner',
    voice: 'own',
    script: `
      > The invoice says two hours. He was here 50 minutes, I have it on my doorbell camera
      +2h < I'll check with him and get back to you
      +3d > Any news on my invoice?
    `,
  },
  {
    id: 'invoice-lost',
    who: 'owner',
    script: `
      > Hi, I never got the invoice for the {sink|toilet|heater} {two weeks ago|last month}. I'd like to pay it!
      < A rare pleasure. What's your email?
      > {email}
      < Sent again
      > paid. it was in spam
      < ~loved
    `,
  },
  {
    id: 'invoice-reminder',
    who: 'owner',
    script: `
      < Hi {first}, a friendly reminder that invoice {#i=2100-4900} for {$a=165-420} is still open. Thanks!
      +1d > Sorry!! Paying tonight
      +6d < Hi {first}, it hasn't come in yet, could you check?
      > I put the wrong account number. Fixed. So sorry
      < Got it, all settled, thank you
    `,
  },
  {
    id: 'invoice-reminder-unpaid',
    who: 'owner',
    script: `
      < Hi {first}, a friendly reminder that invoice {#i=2100-4900} for {$a=185-520} is still open. Thanks!
      +10d < Hello {first}, second reminder on invoice {#i}. If money is tight we can split it, just tell me
      +14d > Can I do half now half next month? Got laid off
      < Of course you can. Take care of yourself
      > Thank you. I mean it
    `,
  },
  {
    id: 'receipt-for-taxes',
    who: 'owner',
    season: 'spring',
    script: `
      > Could you send me a copy of last year's invoices? For my taxes, I rent out the upstairs
      < How many should there be?
      > Two I think, {July|June} and {November|October}
      +1h < Three actually, all in your mail
      > even better
    `,
  },
  {
    id: 'thanks-next-day',
    who: 'owner',
    script: `
      > Just wanted to say {tech} was fantastic yesterday. Explained everything, cleaned up, even talked to my {grumpy dad|mother about her garden|5 year old like a person}
      < That will make his week, I'll read it to him. Thank you {first}!
    `,
  },
  {
    id: 'thanks-with-card',
    who: 'owner',
    script: `
      < Hi {first}, did everything hold up since {tech} was there {on Monday|last week}?
      +3h > Yes!! not a drop. [card] giving you my neighbor's number too, she needs someone
      < The best compliment there is. I'll text her
    `,
  },
  {
    id: 'review-asked',
    who: 'owner',
    script: `
      < Hi {first}, if you were happy with {tech} {on Tuesday|this week}, a short review online helps a small firm a lot. And if not, please tell me first :)
      +5h > done, 5 stars. he deserves 6
      < ~loved
    `,
  },
  {
    id: 'review-asked-backfires',
    who: 'owner',
    voice: 'own',
    script: `
      < Hi {first}, if you were happy with {tech} this week, a short review online helps a small firm a lot. And if not, please tell me first :)
      +1h > since you ask. the sink is fine but he left a black handprint on my white wall and i cant get it off
      < Oh no. I'm sorry. He'll come by and paint it if it has to be, what's the color?
      > called "swiss coffee" lol. i have half a can. fine yes
      < {d2} at 8, with a brush
      @d2 9:00 > ok 5 stars
    `,
  },
  {
    id: 'recommend-electrician',
    who: 'owner',
    script: `
      > Do you know a good electrician?
      < [card] Sal. Tell him Denise sent you. Not cheap, but you only need him once
      > perfect thx
    `,
  },
  {
    id: 'job-application',
    who: 'stranger',
    script: `
      > Good afternoon, my name is {name}. I am {19|22}, finished two years at the trade school and looking for an apprenticeship. Are you hiring?
      +2h < Hi {first}! Not this month but {owner} always wants to meet people. Could you come by {d4} at 7am?
      > Yes ma'am. Thank you
      @d5 9:00 < {owner} liked you. We'll know about spring by {February|the end of the month}, I'll be in touch either way
      > Thank you for the opportunity
    `,
  },
  {
    id: 'just-moved-in',
    who: 'owner',
    script: `
      > Hi, we just bought the {Whitaker|old Delgado} place at {address}. There's a sticker with your number on the furnace. Do you know the house?
      < We do! {#y=12-20} years. I can tell you where every shutoff is
      > Please do
      < Main: front basement wall behind the shelves. Gas: left of the meter. Sump: under the workbench. And the hall bath fan never worked
      > Gold. We'll be customers
    `,
  },
  {
    id: 'dog-warning',
    who: 'owner',
    script: `
      > For {d1}: we have a {big|very loud} dog. {Harmless|All bark}. I'll put {him|her} in the yard but text before you open the gate
      < Noted in capitals
      @d1 9:05 < {tech} at the gate, texting before opening
      > ~laughed
      > Ok clear
    `,
  },
  {
    id: 'alarm-code-change',
    who: 'owner',
    script: `
      > New alarm code for the house is {#g=1000-9999}, old one won't work on {d1}
      < Got it. I'll pass it to {tech} and delete this from his head after
      > Ha. Thanks
    `,
  },
  {
    id: 'follow-up-quote-year-later',
    who: 'owner',
    script: `
      > Hi, you gave us a quote for {the upstairs bath|a new boiler|moving the laundry} about a year ago and we never answered. We're terrible people. Is it still good?
      < You're not the only ones :) Prices went up a bit. I'll redo it by {d2}
      @d2 14:00 < New number is {$a=2900-3600}, was {$b=2600-2850}
      > Should've answered. OK let's do it, when?
      < {d9} start
      > yes
      @d11 16:10 < Finished and tested
      > So happy. Only took us a year
    `,
  },
  {
    id: 'quote-too-high',
    who: 'owner',
    script: `
      > Thanks for the quote but {$a=1800-2400} for {a shower valve and two fixtures|the laundry hookups} is too much for us right now
      < Understood. Do you want it in two halves? The leaking half now is {$b=620-780}
      > That I can do
      < {d5}?
      > {d5}
      @d5 12:00 < Done. The other half keeps
    `,
  },
  {
    id: 'work-hours-question',
    who: 'owner',
    at: 'evening',
    script: `
      > Are you open {Saturday|on the holiday|tomorrow}?
      +14h < {Saturday by appointment, emergencies always|Closed, but emergencies always}. What do you need?
      > Nah it can wait. Washer valve
      < {d3} 10?
      > ok
    `,
  },
  {
    id: 'insurance-paperwork',
    who: 'owner',
    script: `
      > My insurance wants "a statement of cause" for the {leak|burst} you fixed
      < Claim number?
      > 55-{#c=10000-99999}
      @d1 11:00 < Emailed to you and the adjuster
      @d3 15:00 > They ask for photos too
      < Four photos sent
      @d12 10:40 > They PAID. Thank you for all the paperwork
    `,
  },
  {
    id: 'permit-question',
    who: 'owner',
    script: `
      > Do I need a permit to replace {a water heater|a furnace}?
      < In {town}, yes. It's {$a=55-75} and we file it. It's so that someone checks the flue
      > OK wasn't trying to dodge, just asking :)
      < Good question to ask everyone who gives you a price
    `,
  },
  {
    id: 'senior-discount',
    who: 'owner',
    script: `
      > Do you give a senior discount? I am {81|78|84}
      < 10 percent, and you get {tech}, who is the strongest
      > Then I'd like my outside faucets done before winter. There are {three|two}
      < {d5} at 10
      > I'll make coffee cake
      @d5 12:10 < He came back with cake. Total {$a=195-240}
    `,
  },
  {
    id: 'hard-of-hearing-text',
    who: 'owner',
    script: `
      > I'm very hard of hearing so text works best. Water bill is high and I can't hear leaks :)
      < Of course {first}. {d3} at 10? {tech} will text at the door, not ring
      > Perfect. Lights flash if he rings too
      @d3 10:00 < At the door
      @d3 11:20 < It was the guest toilet and one drip in the crawlspace, {$a=190-240}
      > Great. Please tell him his notes were very clear
    `,
  },
  {
    id: 'callback-promise-forgotten',
    who: 'owner',
    script: `
      > Could {owner} call me about the {boiler|radiant floor} idea he had? He said he'd run numbers
      < He's on a roof, I'll have him call you tomorrow
    `,
  },
  {
    id: 'callback-promise-kept',
    who: 'owner',
    script: `
      > What's the difference between the two furnaces on the quote? In plain words
      < I'll have {owner} call you tonight after 6, he's good at plain words
      @c0 18:25 dialled 14m
      +20m > Got it. The cheaper one. Let's book
      < {d7}
      > great
    `,
  },
  {
    id: 'burst-of-texts',
    who: 'owner',
    voice: 'own',
    script: `
      > hi
      +3s > its {first} from {street}
      +5s > the one with the blue door
      +4s > you fixed our heater
      +8s > not the heater now
      +4s > dishwasher
      +6s > it wont drain
      +15s > theres a smell too
      < Hi {first}! Is the filter at the bottom clean?
      +4s > theres a filter?
      +9m > ok
      +5s > there was a filter
      +5s > and a whole fork
      +3s > it drains
      < Love it when they solve themselves
      > ~loved
    `,
  },
  {
    id: 'drowning-in-work-joke',
    who: 'owner',
    script: `
      > I'm drowning in paperwork here, could you resend the warranty card for the boiler? This office is a disaster zone
      < Sending now. Fire up the shredder
      > Ha. Thanks, lifesaver
    `,
  },
  {
    id: 'sarcastic-waiting',
    who: 'owner',
    voice: 'own',
    script: `
      > No no, take your time. I love showering at the gym
      < You're next, promise, the part arrives {d1} at 9
      > And they said romance was dead
      @d1 10:30 < Part is in his hand, he's coming to you
      > I'll light candles. mostly because the bathroom has no light either
      @d1 12:00 < Hot water's on. Light we can't help with
      > You've been great honestly. Sorry I get like this cold
    `,
  },
  {
    id: 'emergency-kit-question',
    who: 'owner',
    script: `
      > For our neighborhood emergency night: would you be willing to show people how to shut off water and gas? 20 min
      < {owner} would love that. When?
      > {d9} 7pm at the library
      < He'll be there with a meter on a board
      @d10 9:00 > He was a hit. Everyone's looking for their shutoff now
    `,
  },
  {
    id: 'cancel-doing-it-myself',
    who: 'owner',
    script: `
      > Please cancel {d2}. My brother in law "knows plumbing"
      < Cancelled. Good luck!
      +4d > Can I have {d2} back
      < We don't judge. {d5} at 2
      @d5 15:30 < Fixed. Tell him the arrow on the valve points the way the water goes
      > Thanksgiving will be wonderful
    `,
  },
  {
    id: 'key-in-lockbox',
    who: 'owner',
    script: `
      > We'll be at work {d1}. Lockbox on the side door, {#g=1000-9999}. Cat must NOT get out
      < Cat stays in. Understood
      @d1 13:15 < Finished, door locked, key in box, cat met {tech} and approves
      > [puddle] what is this puddle though??
      < That's the cat's bowl, he stepped in it, he says sorry
      > ~laughed
    `,
  },
  {
    id: 'happy-holidays',
    who: 'owner',
    season: 'holiday',
    script: `
      > Happy holidays to {owner}, Denise, Ken and Marek! Thanks for keeping us {warm|dry} this year
      < And to you and yours {first}!
    `,
  },
  {
    id: 'picture-only',
    who: 'owner',
    script: `
      > [pipe]
      +25m < Hi! What am I looking at?
      > Sorry, sent before I could type. Pipe by the washer, is it supposed to be green
      < A little green is age. Wet green is a leak. Is it wet?
      > Dry
      < Then leave it, we'll look at the tune-up
    `,
  },
  {
    id: 'picture-only-unanswered',
    who: 'owner',
    script: `
      > [ceiling]
      +3m > [ceiling][pipe]
      +20m < Hi! Where is that and is it wet right now? This is {short} Plumbing
      +1h < Let me know and we'll get you in
    `,
  },
  {
    id: 'moved-number',
    who: 'owner',
    script: `
      > This is {name}, new phone. Old one went in the lake
      < Saved. Phone insurance or plumber?
      > Neither goes that deep lol
    `,
  },
]
