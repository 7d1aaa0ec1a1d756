import type { CueTable } from '../../recognise/cues.ts'

/** What English speakers say around danger, on folded text. Each pattern is linear: no quantifier inside a quantifier. */
export const englishHazardCues: CueTable = {
  flow: [
    /\b(?:blowing|shooting) (?:water|scalding|hot water|steam)\b/g,
    /\b(?:gush|jetting|spray|spew|spurt|squirt|geyser|fountain|cascad|torrent|niagara|waterfall)\w*/g,
    /\b(?:pouring|pours|poured|pour) (?:out|down|in|from|through|into|onto|over|all|water)\b/g,
    /\b(?:water(?:'?s| is)?|it'?s|its|leak(?:'?s| is)?)\b.{0,24}\bpouring\b/g,
    /\b(?:shooting|blasting|streaming|rushing|flowing|roaring|sheeting)\b.{0,14}\b(?:out|up|from|down|in|through|across|everywhere|water|like)\b/g,
    /\bwater\b.{0,30}\b(?:shooting|blasting|streaming|rushing|roaring|everywhere|all over|rising|climbing|coming (?:in|up|down|through|thru|out))\b/g,
    /\b(?:running|runs|coming|comes|came|leaking|dripping|raining|drips|rains)\b (?:straight |right |now |all )?(?:down|through|out of|from|thru|in through|out)\b.{0,16}\b(?:ceiling|walls?|light|fixture|outlets?|stairs|vent|fan|smoke|door)\b/g,
    /\braining (?:in|inside|into|through|from|on)\b/g,
    /\b(?:ceiling|drywall|roof)\b.{0,24}\b(?:came down|caved|collaps|falling|bulging|bowing|sagging|dumping|buckling|about to)/g,
    /\bflood(?:ed|ing|s)?\b/g,
    /\b(?:ankle|knee|shin|toe|inch|inches|foot|feet|\d ?in|\d")[ -](?:deep|of water|of standing)/g,
    /\b(?:deep in water|under water|underwater|swimming|wading|ankle deep|indoor pool|lake in|floating)\b/g,
    /\b(?:overflow\w*|spilling over|running over|over the (?:rim|top|side))\b/g,
    /\bstanding water\b/g,
    /\b(?:keeps? filling|filling up|(?:going|running|heading) (?:in|into|down|toward|towards|under) the (?:heat )?(?:register|hall|vent|carpet|stairs|basement|floor|door|bedroom|living))/g,
    /\b(?:soaked|soaking|drenched|saturated)\b/g,
    /\b(?:inch|inches|feet|foot|ft|cm|centimet\w+)\b (?:(?:up )?against|and (?:rising|going up|climbing|counting)|deep|on the|in the|across)/g,
    /\b(?:full (?:force|blast|bore|pelt|mains|flow|pressure|tilt)|at full|(?:steady|solid) (?:stream|flow|sheet|curtain)|(?:sheet|curtain|fan|jet|wall|stream|river|rivers) of (?:water|it))\b/g,
    /\b(?:coming|comes|came|running|runs|leaking|leaks|dripping|drips|pouring) (?:straight |right |out |down |in )*(?:through|thru|from|out of|onto|on to|over) (?:the |my |our |a |her |his )?(?:\w+ )?(?:chandelier|spot ?lights?|downlights?|bulbs?|lamp|sockets?|plug|switch|board|electrics|floorboards)\b/g,
    /\b(?:ceiling|drywall|plasterboard|sheetrock|plaster|paint)\b.{0,40}\b(?:sagg?\w*|balloon\w*|hanging down|hammock|belly|bellied|gave way|given way|let go|on the (?:floor|bed|table|couch|sofa))\b/g,
  ],
  burst: [
    /\b(?:fractured|separated|gave way|given way|flew off|tore off|torn off|pop(?:s|ped)? (?:off|out|loose)|came off in|parted|split in (?:half|two)|chewed through)\b/g,
    /\b(?:clipped|caught|struck|snagged|dug (?:up|into|through)|backed (?:into|over)|drove (?:into|over)|drilled (?:into|through)|nailed|sawed|cut) (?:a |an |the |our |my |into |through )*(?:\w+ ){0,2}(?:line|pipe|pipes|main|mains|hydrant|riser|standpipe|sprinkler(?: head)?)\b/g,
    /\b(?:burst|bursted|busted|ruptur\w+|exploded|blew (?:off|out|apart|up|its?|a)|blown (?:off|out|its)|let (?:go|loose)|snapped(?: off| clean)?|sheared|broke (?:off|clean|loose|open)|came (?:off|apart|loose)|popped off|split (?:open|wide|right)|ripped|cracked (?:open|wide)|knocked off|hit (?:a|the) (?:water|gas)? ?(?:line|pipe|main))\b/g,
  ],
  cannot_stop: [
    /\b(?:can'?t|cant|can ?not|couldn'?t|could not|unable|not able|won'?t|wont|dont know|don'?t know|dunno|no idea|no clue|nobody (?:here )?knows|no one (?:here )?knows|idk|how do (?:i|we)|where'?s|where is|where do|which)\b.{0,44}\b(?:shut|turn|stop|shutoff|shut-off|main|mains|close|valve|find it|stopcock|get near|reach it|kill|cut|budge)/g,
    /(?<!\b(?:toilet|flush|flusher|cistern|door|window|oven|stove|fridge|cabinet|drawer)(?:'s|s)? )\b(?:valve|handle|stopcock|tap|knob|shut ?-?off|spigot|gate|lever)\b(?! (?:of|on) (?:the|an?|my|our) (?:\w+ )?(?:toilet|door|window|oven|stove|fridge|cabinet|drawer)).{0,28}\b(?:broke|broken|snapped|came off|fell off|spins|spinning|stuck|seized|rusted|frozen|won'?t|wont|does nothing|doesn'?t|isn'?t|does not|not working|stripped|jammed|crumbled)\b/g,
    /\b(?:won'?t|wont|will not|does not|doesn'?t|isn'?t|not|never) (?:stop|stopping|shut|turn off|close|let up|slow)/g,
    /\bstill (?:coming|running|pouring|going|spraying|gushing|leaking|flowing|rising|filling|spreading|shooting|beeping|hissing)\b/g,
    /\b(?:keeps (?:coming|rising|filling|going|pouring|running)|getting (?:worse|deeper|higher|stronger|bigger|closer)|rising|spreading|fast(?:er)?|everywhere|all over|by the minute|faster than|can'?t keep up|cant keep up)\b/g,
    /\b(?:nothing (?:chang|happen)\w*|(?:no|without(?: any)?) effect|(?:made|makes|making) no difference|didn'?t (?:slow|help|stop it|do (?:a thing|anything))|turns? (?:forever|and turns)|keeps? (?:turning|spinning)|(?:spins|goes) round|rusted (?:solid|shut|tight)|painted (?:over|shut)|behind the (?:affected|flooded)|under water)\b/g,
  ],
  contained: [
    /\b(?:shut|shutting|turned|closed|closing|cut|killed|killing|isolated|capped|switched|valved|plugged|stopped|got|turn|close)\b.{0,34}\b(?:off|water|mains?|valve|supply|stopcock|feed|curb|stop)\b/g,
    /\b(?:water|main|mains|valve|gas|supply|power|breaker)(?:'?s| is| has been| was)? (?:now |been |all )?(?:off|shut|isolated|closed|capped)\b/g,
    /\b(?:under control|contained|isolated|it'?s safe|its safe|is safe|stabili[sz]ed|no water running|water is off|not actively|for now|not getting worse|holding)\b/g,
    /\b(?:bucket|bowl|towel|tray|pot|tupperware|basin|tub|pan|cup|container|dish)s?\b.{0,30}\b(?:under|catch|catching|caught|hold|holding|empty|emptying|collect|handles|below|full)/g,
    /\b(?:put|got|have|with|catching it|caught|into|in) (?:a |an |the |my |some |it )?(?:\w+ )?(?:bucket|bowl|pan|tray|pot|tupperware|yogurt cup|container|basin)\b/g,
    /\b(?:stopped|stops|has stopped|quit) (?:on its own|by itself|dripping|leaking|running|coming|for now|now|when)\b/g,
    /\bno (?:longer|more) (?:leak|drip|water|running|coming|spraying|flood)/g,
  ],
  resolved: [
    /\b(?:all fixed|is fixed|was fixed|got fixed|fixed it|already fixed|fixed now|sorted|resolved|solved|all good|all set|good now|fine now|ok now|okay now|dry now|dry and repaired|back to normal|works again|working again|up and running|false alarm|disregard|never ?mind|nvm|no need|not needed|no longer needed|is over|turns? out|turned out|stopped on its own|went away|took care of|taken care of|already (?:had|got|came)|found someone|cancel)\b/g,
  ],
  past: [
    /\b(?:last (?:year|month|summer|winter|spring|fall|time|week)|years? ago|months? ago|weeks? ago|back in|used to|when we (?:had|bought)|previous(?:ly)?|claim|insurance|adjuster|invoice|receipt|refund|review|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b/g,
  ],
  gas: [
    /\bgas (?:meter|main|bottle|cylinder|regulator|riser|pipe)\b.{0,60}\b(?:hiss\w*|roar\w*|jet|blowing|whistl\w*|smashed|crushed|sheared|knocked|snapped|ripped|cut|leaning)\b/g,
    /\b(?:hit|backed into|ran into|crashed into|drove into|clipped|caught|knocked|smashed|chewed|bent) (?:a |an |the |our |my |into |over |through )*gas (?:meter|main|line|pipe|riser|hose|bottle)\b/g,
    /\b(?:smells?|stinks?|reeks?|smelling) (?:like|of) (?:a |the )?(?:gas station|propane|lpg|lighter fluid|gas works|skunk)\b/g,
    /\b(?:smell|smells|smelling|smelled|smelt|odou?r|stinks?|stinking|reeks?|whiff|whiffs|scent|sniff|stench|smelly|fumes)\b.{0,28}\b(?:gas|gassy|propane|methane|mercaptan|rotten[ -]eggs?|eggs?|sul(?:f|ph)ur)\b/g,
    /\b(?:gas|propane|lp)\b(?! ?(?:heater|furnace|boiler|fire|fireplace|unit|dryer|wall))(?:.{0,18}\b)(?:smells?|odou?r|stink|fumes|leak|leaks|leaking|hiss|hissing|escaping)\b/g,
    /\bgas (?:heater|furnace|boiler|fire|fireplace|unit|dryer)\b.{0,14}\b(?:leak|leaking|hissing)\b/g,
    /\b(?:rotten|bad|spoiled|old)[ -]eggs?\b/g,
    /\b(?:gas|propane)\b.{0,60}\b(?:strong|whole \w+|awful|terrible|everything|place) smells?\b/g,
    /\bhiss\w*\b.{0,34}\b(?:gas|propane|meter|stove|range|regulator|line|tank)\b/g,
    /\b(?:hit|cut|nicked|broke|struck|ripped|severed|punctured|drilled (?:into|through)) (?:a|the|our|my|into)? ?(?:\w+ )?gas (?:line|pipe|main)\b/g,
  ],
  gas_not: [
    /\bgas (?:station|bill|price|prices|mileage|company bill|grill party|tank full|money|card|pump)\b/g,
    /\b(?:hot |tap |well |shower |bath |cold )?water\b.{0,24}\b(?:smells?|stinks?|odou?r|reeks?)\b.{0,24}\b(?:eggs?|sul(?:f|ph)ur)\b/g,
    /\b(?:eggs?|sul(?:f|ph)ur)\b.{0,24}\b(?:water|shower|tap|faucet|hot side)\b/g,
  ],
  co_alarm: [
    /\b(?:co2?|carbon ?monoxide|monoxide|co\/smoke)[ -]?(?:alarm|detector|monitor|sensor|thing|reading|level|meter|leak|poison\w*|is|readings|alarms|detectors)\b/g,
    /\bcarbon monoxide\b/g,
    /\b\d{2,3} ?ppm\b/g,
    /\b(?:alarm|detector)\b.{0,20}\b(?:carbon|monoxide|co)\b/g,
    /\b(?:alarm|detector)\b.{0,16}\b(?:by|near|next to|above|beside|over) the (?:boiler|furnace|stove|heater|fireplace|water heater)\b/g,
  ],
  alarm_sounding: [
    /\b(?:going off|goes off|went off|beep\w*|chirp\w*|scream\w*|shriek\w*|sounding|sounded|blaring|ringing|alarming|triggered|reads?|reading|says|showing|shows|keeps|won'?t stop|wont stop|yelling|ppm|4 beeps|four beeps|wailing|tripped|set off)\b/g,
  ],
  battery: [
    /\b(?:low battery|battery|batteries|end of life|expired|replace the (?:co|detector|alarm)|(?:buy|install|new|sell|check|test|put in|need) (?:a |an |some |two |the )?(?:co|carbon))\b/g,
  ],
  ill: [
    /\b(?:headaches?|dizzy|nausea|nauseous|light ?headed|throwing up|vomit\w*|passed out|sick to|feel(?:ing)? (?:sick|ill|funny|faint|woozy)|drowsy|sleepy|faint\w*|collapsed|confused|can'?t wake|won'?t wake|(?:pounding|thumping|banging|splitting|sore) heads?|(?:head|heads) (?:is|are|'?s) (?:pounding|thumping|splitting|killing)|(?:fall|fell|falling|fallen|nodding) (?:asleep at|off)|keep(?:s)? falling asleep|wobbl\w+|blacked out|unconscious|keeled over|unresponsive|short of breath|can'?t breathe|lips (?:\w+ )?(?:blue|bluish)|(?:been|are|is|was|were|all|both|we'?re|i'?m) (?:all |both |so )?(?:sick|ill)(?= (?:all|since|when|whenever|today|from|and)))\b/g,
  ],
  fire: [
    /\b(?:smok(?:e|ing|y)|sparks?|sparking|sparked|arcing|arced|flames?|on fire|caught fire|electrical fire|scorch\w*|charr\w+|melting|melted|glowing|sizzl\w+|fizzing)\b/g,
    /\b(?:smell|smells|smelling|odor|stink|stinks)\b.{0,20}\b(?:burning|burnt plastic|smoke|electrical|hot plastic|melting)\b/g,
    /\bburning (?:smell|plastic|wire|wires|rubber|electrical)\b/g,
  ],
  fire_not: [
    /\bsmoke (?:detector|alarm|test|shop|damper|signal)\w*/g,
    /\bsmoked\b/g,
    /\b(?:first time|dust\w*|first (?:start|run|heat|use)|every fall|start of (?:the )?season|spark (?:ignit|joy|plug)|pilot|no spark|igniter|ignitor|fire ?place|fire ?pit|wood stove|bbq|grill|on fire lately|flame sensor|flame out|blue flame|yellow flame|(?:on|with|for|after) flame|flame (?:failure|fail|rectif\w+|sensing|signal|loss|lockout)|lost flame)\b/g,
    /\b(?:(?:guests?|staff|customers?|kids|we(?:'?re| are)?|i'?m|everyone|people|tenants?|residents?|patients?|dying|literally) (?:are |is |r |all |literally )?melting|melting in|(?:snow|ice) (?:is |was )?melting|range hood|kitchen hood|hood (?:fan|exhaust)|exhaust (?:fan|hood)|wok|fryer|pizza oven|smoker|cigarettes?|smoking (?:in|outside|area|a))\b/g,
  ],
  sewage: [
    /\b(?:raw )?sewage\b/g,
    /\b(?:poop|pooh?|feces|faeces|fecal|turds?|shit|crap|human waste|black water|sewer water|toilet water|toilet paper|waste ?water|doo ?doo|number two|sludge|brown water|excrement|muck|filthy water|gr[ae]y water|dirty water|someone else'?s|brown (?:stuff|goo|liquid))\b/g,
    /\btoilets?\b.{0,34}\b(?:boiling over|geyser\w*|erupt\w*|overflow\w*|rising|spilling)\b/g,
    /\bsewer\b.{0,20}\b(?:back\w*|overflow\w*|coming|bubbling|flood\w*|up)\b/g,
    /\b(?:main|drain)s?\b.{0,24}\b(?:backed up|backing up)\b.{0,40}\b(?:floor|basement|tub|shower|bath|everywhere|kitchen|house|hall)\b/g,
    /\b(?:ain'?t|isn'?t|not|is not|wasn'?t) (?:just |only |exactly |clean |clear )?water\b|\bwhat(?:ever)? (?:people|everyone|everybody|we|they|the neighbou?rs)(?: have|'?ve)?(?: been)? flush\w*|\b(?:black|brown) (?:and|gunk|gunge|stuff|slop|soup|slime|mess)\b/g,
    /\b(?:everything|whatever|stuff|it all)\b.{0,20}\b(?:we|you|she|he|they|i)? ?flush\w*\b.{0,40}\b(?:comes?|coming|up|out)\b/g,
  ],
  sewage_moves: [
    /\b(?:gone|going|goes|went) (?:past|over) the (?:lip|rim|edge|threshold|top)\b/g,
    /\b(?:coming|comes|came|come|bubbl\w+|backing|backed|back|rising|rises|overflow\w*|spill\w*|flood\w*|seeping|pouring|gushing|flowing|oozing|spew\w*|erupt\w*|pushing|shooting|welling|leaking|lifting|boiling|geysering)\b.{0,26}\b(?:up|out|over|into|in|onto|through|thru|back|brown|down|from|all|across|everywhere|basement|floor|tub|shower|hall\w*|kitchen)\b/g,
    /\b(?:all over|everywhere|standing|inches|puddle of|on (?:the|my|our) (?:floor|carpet|basement|bathroom|kitchen)|in (?:the|my|our) (?:tub|bathtub|shower|basement|kitchen|hallway|living|bath|sink|house|hall))\b/g,
  ],
  electrics: [
    /\b(?:outlets?|sockets?|receptacles?|light (?:fixture|switch|bulb)s?|ceiling light|the lights?|chandelier|fixtures?|breakers?|breaker (?:box|panel)|fuse ?-?box|panel|electric(?:al|s)?|wiring|wires|power strip|meter box|consumer unit|junction box|extension cord|recessed|can lights?|smoke detector|light fitting|downlights?|switch ?board|server|servers|generator)\b/g,
  ],
  wet: [
    /\b(?:water|leak\w*|drip\w*|pour\w*|running|spray\w*|gush\w*|soak\w*|wet|flood\w*|coming (?:out|through|down)|rain\w*|shooting)\b/g,
  ],
  shock: [
    /\b(?:shock(?:ed|s)? (?:me|my|when|him|her)|got (?:a )?(?:shock|zapped)|tingl\w+ when|zapped|electrocut\w*|live water)\b/g,
  ],
  no_heat: [
    /\b(?:no|without|lost|zero|not any|still no|aint got no|haven'?t (?:had|got)) (?:any |the |our )?(?:heat|heating|furnace|boiler|central heating)\b/g,
    /\b(?:heat|heating|furnace|boiler|heater|radiators?|heat ?pump|burner|pilot|oil burner|baseboards?|central heating|rads?|unit)\b.{0,34}\b(?:out|off|dead|died|quit|stopped|not working|not coming|won'?t|wont|gone|went|isn'?t|down|broke|broken|failed|cold|conked|packed in|kaput|locked out|lockout|doesn'?t|nothing|not turn|not kick|not fir|not light|not com|bust|will not)\b/g,
    /\b(?:freezing|frozen|cold|icy) (?:in (?:here|the house|my|our)|inside|house|apartment|flat)\b/g,
    /\bhouse (?:is|'?s|at|was)\b.{0,16}\b(?:cold|freezing|\d\d)\b/g,
  ],
  vulnerable: [
    /\b(?:new ?borns?|infants?|bab(?:y|ies)|preemie|nicu|toddlers?|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)[ -](?:weeks?|wks?|months?|mos?|days?)[ -](?:old|olds)|little ones?|triplets|twins)\b/g,
    /\b(?:aged?|he'?s|she'?s|i'?m|im|i am|who'?s|(?:mom|mum|mother|ma|dad|father|gran\w*|nan\w*|aunt\w*|uncle|husband|wife|neighbou?r|tenant|lady|landlady|man|gentleman|she|he|who)(?: is| ?'s|,)?) \(?(?:7[0-9]|8[0-9]|9[0-9])\b(?! ?(?:°|deg|f\b|out|in (?:here|the|my)|in\b|percent|%|psi|st\b|th\b|units?))/g,
    /\b(?:elderly|aging|diabetic|diabetes|multiple sclerosis|cystic fibrosis|alzheimer\w*|spinal|paraly[sz]ed|paraplegic|quadriplegic|feeding tube|c-?section|broken hip|hip (?:surgery|replacement)|homeless shelter|hypothermi\w*|can(?:no|')?t (?:get|walk|move|leave) (?:from|out of|off)? ?(?:the |her |his |my )?bed|elder|grand ?ma|grand ?mother|grand ?pa|grand ?father|granny|gran|nan|nana|seniors?|(?:7[0-9]|8[0-9]|9[0-9])[ -]?(?:years?|yrs?|yo|y\/o|yr|olds?)(?:[ -]?olds?)?|(?:seventy|eighty|ninety)[ -]?(?:one|two|three|four|five|six|seven|eight|nine)?(?: years?| and)|old (?:lady|man|folks)|oxygen|hospice|pneumonia|chemo\w*|dialysis|wheelchair|bedridden|bed ?-?bound|disabled|copd|asthma\w*|surgery|hospital|stroke|heart (?:condition|failure|patient)|sick|ill|very ill|nursing home|care home|residents|memory care|assisted living|ventilator|rosewood care|home health|frail|dementia|fever|parkinson\w*)\b/g,
  ],
  freezing: [
    /\b(?:below zero|below freezing|sub ?-?zero|freezing (?:out|outside|cold|temps|temperatures|weather|rain|night)|blizzard|ice storm|cold snap|snow\w*|polar vortex|frost\w*|single digits?|minus (?:\w+)|\w+ below|negative (?:\w+)|freezing|arctic|wind ?chill|see (?:my|our|your|his|her) breath|bitter cold|nor'?easter)\b/g,
  ],
  evacuated: [
    /\b(?:evacuat\w+|got (?:everyone|everybody|out|the kids)|(?:standing|waiting|sitting|all|are|am|we'?re|im) (?:out ?side|on the (?:lawn|porch|street|curb))|left the (?:house|building)|moved (?:the )?(?:children|kids|everyone|residents)|in the (?:car|driveway)|out of the (?:house|building)|911|fire (?:dept|department|brigade)|ambulance)\b/g,
  ],
  steam: [
    /\b(?:steam|scalding|boiling water|boiling hot)\b.{0,34}\b(?:shoot\w*|scream\w*|everywhere|pour\w*|spray\w*|blast\w*|coming|jet\w*|hiss\w*|into|burn\w*|out)\b/g,
    /\b(?:about to explode|gonna blow|relief valve.{0,30}(?:spray|shoot|blast|steam|roar))/g,
  ],
  harmless: [
    /\b(?:not an emergency|no emergency|isn'?t an emergency|not urgent|nothing urgent|no rush|not rushing|no hurry|not in a hurry|whenever|no panic|don'?t panic|not a big deal|no big deal|just a question|just (?:a )?(?:curious|wondering|asking)|not dangerous|hypothetical\w*|quote|estimate)\b/g,
    /\b(?:flood of (?:emails?|calls|messages|texts|orders|requests|customers|people|tears|memories|relief)|flooded with (?:emails?|calls|messages|work|orders|requests|customers)|bursting with|burst (?:of|out) \w+|drowning in (?:work|paper\w*|emails?|laundry)|swimming in|pouring (?:rain|my heart|concrete)|explod\w+ with|shooting (?:for|you|me)|shoot me|under the gun|flood ?light|flood (?:zone|insurance|plain)|gas station)\b/g,
  ],
}
