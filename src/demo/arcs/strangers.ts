import type { Story } from '../story.ts'

/** Wrong numbers, people who want something else, spam, and callers who withhold their number. */
export const strangers: readonly Story[] = [
  {
    id: 'wrong-number-pickup',
    who: 'stranger',
    voice: 'own',
    script: `
      > running late, can u pick up the kids
      +4m < Wrong number I think, this is Millrace Plumbing. Please do let someone know!
      > omg sorry!! thank you
    `,
  },
  {
    id: 'wrong-number-pizza',
    who: 'stranger',
    script: `
      > 2 large pepperoni and a garlic bread for {Sexton|Pearl} Ave
      < You've got the plumber. The pizza place ends in 0124
      > lol thanks. do you deliver tho
      < Only bad news
    `,
  },
  {
    id: 'wrong-number-lunch',
    who: 'stranger',
    at: 'morning',
    script: `
      > {Grandma|Auntie} are we still on for lunch
      < I'm not {your grandma|your auntie}, but I hope she says yes
      > Haha whoops. Have a good day
    `,
  },
  {
    id: 'wrong-number-emergency-word',
    who: 'stranger',
    voice: 'own',
    script: `
      > EMERGENCY what color is the dress code for friday
      +10m < Wrong number, but navy goes with everything
      > ok you're my new best friend
    `,
  },
  {
    id: 'wrong-number-silent',
    who: 'stranger',
    script: `
      > {Hey it's Jess from the gym|is this Tony|Did you get my email?}
    `,
  },
  {
    id: 'wrong-number-repeat',
    who: 'stranger',
    script: `
      missed
      +1m missed
      +20m < Hi, we saw two missed calls. This is Millrace Plumbing & Heating, how can we help?
      > Sorry wrong number
    `,
  },
  {
    id: 'other-plumber-colleague',
    who: 'stranger',
    script: `
      > Hi it's {first} from the other shop in Carrow. You wouldn't have a 2 inch press jaw I could borrow till {d1}? Mine just broke on the job
      < {owner} says come get it, side door
      > Owe you guys
      @d1 16:00 > Back on your bench with a six pack
    `,
  },
  {
    id: 'survey-student',
    who: 'stranger',
    script: `
      > Hello, I'm a student at the community college writing about trade careers. Could I ask the owner 5 questions?
      +3h < {owner} says yes if you ask them in the van. {d4} 7am
      > Really? I'll be there
    `,
  },
  {
    id: 'school-fundraiser',
    who: 'stranger',
    script: `
      > Hi! {town} Little League is looking for sponsors, your name goes on the outfield fence
      < {owner} played there. Count us in, what do you need?
      > A logo and {$a=200-250}. You're the best
    `,
  },
  {
    id: 'not-our-area',
    who: 'stranger',
    script: `
      > Do you come out to {Prairie du Lac|Stonefield}? No hot water
      < That's an hour from us, I'm sorry. You'll be faster with someone near, ask for same day
      > ok thanks for being honest
    `,
  },
  {
    id: 'lost-tool',
    who: 'stranger',
    script: `
      > Found a wrench on {Ferry St|the corner of Pearl} with "KEN" painted on it
      < Ken has been in mourning for a week. Where can he pick it up?
      > Barber shop on {Station|Depot}. I'll keep it behind the counter
      < He's on his way with a thank you
    `,
  },
  {
    id: 'ex-customer-of-same-number',
    who: 'stranger',
    script: `
      > Is this the flower shop? I ordered for {Friday|tomorrow}
      < No, they had this number years ago. We fix pipes
      > Pipes don't say I'm sorry like tulips do. Thanks
    `,
  },
  { id: 'reply-stop', who: 'stranger', voice: 'own', script: '> STOP' },
  {
    id: 'sales-seo',
    who: 'stranger',
    voice: 'own',
    script: `
      > Hi is this the owner of Millrace Plumbing & Heating? We can get you on page ONE of search guaranteed. Do you have 5 min to talk
      +2d > Just following up on my last message!!
    `,
  },
  {
    id: 'sales-merchant-cash',
    who: 'stranger',
    voice: 'own',
    script: `
      voicemail 19s Hi this is Brenda calling about your business loan application, you've been pre approved for up to one hundred fifty thousand dollars, press one to speak to an advisor.
    `,
  },
  {
    id: 'job-hunter-hvac',
    who: 'stranger',
    script: `
      > Are you guys hiring HVAC techs? {#y=6-12} years, EPA card, own tools
      +1d < Yes, maybe! Can you come {d3} at 7am and meet {owner}?
      > Yes
      @d4 9:10 > Thanks for the coffee. I took the job closer to home in the end. Appreciate it
      < Good luck out there
    `,
  },
  {
    id: 'spam-package',
    who: 'spam',
    voice: 'own',
    script:
      '> Your package is on hold. Confirm your address within 24 hours: https://example.com/{#c=1000-9999}',
  },
  {
    id: 'spam-refund',
    who: 'spam',
    voice: 'own',
    script:
      '> FINAL NOTICE: your toll balance of {$a=4-12}.99 is past due. Pay now to avoid fees https://example.net/toll',
  },
  {
    id: 'spam-prize',
    who: 'spam',
    voice: 'own',
    script: `
      > Congratulations! Your number was selected. Claim your {$a=500-1000} gift card today. Reply YES
      +3d > Last chance! Reply YES to claim. Reply STOP to end
    `,
  },
  {
    id: 'spam-hey-stranger',
    who: 'spam',
    voice: 'own',
    script: `
      > Hello, are you {Linda|Mr. Chen|Emma} the yoga teacher?
      +1h > Sorry I must have saved the wrong number. You seem nice, where are you from?
    `,
  },
  {
    id: 'spam-house-buyer',
    who: 'spam',
    voice: 'own',
    script:
      '> Hi, my name is Rick, I want to buy your house on Kiln Rd for CASH, any condition. Are you the owner?',
  },
  {
    id: 'spam-political',
    who: 'spam',
    voice: 'own',
    script:
      '> With 3 days to go we are {$a=9000-12000} short. Chip in {$b=5-7} before midnight >> https://example.org/g Stop2End',
  },
  {
    id: 'spam-warranty',
    who: 'spam',
    voice: 'own',
    script:
      'voicemail 12s We have been trying to reach you about your vehicle warranty, this is the final courtesy call before we close out your file.',
  },
  {
    id: 'spam-emergency-plumber-lead',
    who: 'spam',
    voice: 'own',
    script:
      '> URGENT: 14 homeowners near you need an EMERGENCY PLUMBER right now! Burst pipes, leaks! Buy leads from {$a=15-25} each https://example.com/leads',
  },
  {
    id: 'spam-listing',
    who: 'spam',
    voice: 'own',
    script: 'voicemail 8s Your business listing has not been verified. Press one to verify now.',
  },
  { id: 'withheld-missed', who: 'withheld', script: 'missed' },
  {
    id: 'withheld-voicemail',
    who: 'withheld',
    at: 'evening',
    script: `
      voicemail 16s Hi, I don't want to say my name, the building on the corner of Ferry and Depot has been leaking into the alley for a week. Somebody should look at that. Bye.
    `,
  },
  { id: 'withheld-missed-again', who: 'withheld', script: 'missed' },
  { id: 'withheld-silent-voicemail', who: 'withheld', script: 'voicemail 4s' },
]
