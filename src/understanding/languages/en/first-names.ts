/** First names heard from English-speaking customers and their neighbours from everywhere, folded; general knowledge. */
export const englishFirstNames = `
aaliyah aarav aaron abby abdul abdullah abe abel abena abigail abraham achille ada adaeze adam adaobi addison adebayo
adela adelaide adele adeline adrian adriana adrienne adwoa afua agatha agathe agnes agneta agnieszka ahmad ahmed
aidan aiden aiko aileen ailsa aimee aino aisha aisling akash akiko akira akosua aksel al alan alana alasdair alba
albert alberto alec alejandra alejandro alessandra alex alexa alexander alexandra alexandria alexia alexis alfred
alfredo ali alice alicia alina alisha alison alistair allan allen allie allison allyson alma alonso alonzo althea
alvaro alvin alvina alyssa amadou amahle amal amalia amanda amara amari amber ambrose amelia amelie amina aminata
amir amit amos amparo amy an ana anand ananya anastasia anders andre andrea andreas andres andrew andy angel angela
angelica angelina angelo angharad angie angus anh anibal anika anil anita anjali anke ann anna annabel annabelle
annalise annamarie anne anneke anneliese annette annie annika ansel anselm anthony antoine antoinette anton antonia
antonio antony antti anush anya aoife april araceli arash archie ardith ariana ariel aris arjan arjun arlene arlo
armand armando arnold art arthur arturo arun arvid aryan asha asher ashley ashlyn ashok astrid aubrey audra audrey
august augustin augustus aurelie aurelio aurora austin ava avery ayaan ayesha ayo babak babette bailey bao barb
barbara barnaby barney baron barry bart bartholomew bashir basil bea beatrice beatrix beatriz beau becca beck beckett
becky belinda bella ben benedetta benedict benicio benita benjamin bennett bennie benny benoit bernadette bernard
bernardo bernd bernice bernie bert berta bertha bess bessie beth bethany betsy bette bettie bettina betty bev
beverley beverly bex bhavna bianca bilal bill billie billy bjarne bjork bjorn blaine blair blake blanca blanche bob
bobbi bobbie bobby bogdan bola bongani bonita bonnie boris boyd brad bradford bradley brady bram brandi brandon
brandy branka brayden breanna bree brenda brendan brennan brent bret brett bri brian briana brianna bridget bridie
brielle brigid britney brittany brock brody bronwyn brooke brooklyn bruce bruno bryan bryce bryn bryony bud buddy
burt byron caitlin caleb calista callum calvin cameron camila camilla camille candace candice caoimhe cara carl carla
carlo carlos carlton carly carmel carmela carmella carmen carmine carol carole carolina caroline carolyn carrie
carson carter cary carys casey casimir cass cassandra cassidy cassie catalina catherine cathleen cathy catriona cecil
cecile cecilia cedric celeste celestine celia celine ceri cesar chad chandan chandra chandrika chantal charity
charlene charles charley charlie charlotte chase chaya chelsea chen cheryl chester chet chiara chidi chidinma chinedu
chip chipo chloe chris chrissy christa christi christian christie christina christine christopher christy chuck
chukwuma chun cian ciara ciaran cindy claire clara clarence clarice clarissa clark claude claudette claudia claudio
clay clayton clement clementine cleo cletus cliff clifford clint clinton clive clyde cody cole colette colin colleen
collin colm concepcion connie connor conor conrad constance consuelo cooper cora corbin cordelia corentin corey
corinne cormac cornelia cornelius corwin cory courtney craig cristian cristina cristobal crystal curt curtis cynthia
cyril cyrus daan dafydd daisy dakota dale dallas damian damien damon dan dana dane dani daniel daniela daniella
danielle danny dante daphne darcy daria dario darius darla darlene darnell darragh darrel darrell darren darryl
darshan daryl dave davey david davina davis davor dawn dawson dean deana deandre deanna deb debbie deborah debra
dechen declan dede dee deepa deepak deidre deirdre del delia delilah della delores delphina delphine delroy demetrius
denis denise dennis denny denzel derek dermot derrick deshawn desiree desmond despina destiny devi devin devon
dewayne dewi dexter dhruv diana diane dianne diego dieter dillon dilwyn dimitra dimitri dina dinah dinesh dion dirk
divya dmitri dmitry dolly dolores dominic dominick dominique don donal donald donatella donna donnie donovan dora
doreen doris dorothea dorothy dot dottie doug dougal douglas dov doyle dragan drew duane dudley duke duncan dustin
dusty dwayne dwight dylan eamon earl earline earnest ebony ed eddie edgar edie edith edmund edna eduardo edward edwin
edwina eero effie efrain efua eileen eilidh eirlys elaine eldon eleanor elena eleni eli elias elif elijah elin elisa
elisabeth elise elisha eliza elizabeth ella elle ellen ellie elliot elliott ellis elmer elodie eloise eloy elsa elsie
elspeth elvira elyse emanuel emeka emeline emeric emerson emil emile emilia emilio emily emlyn emma emmanuel emmett
emre emrys enda enid enrico enrique enzo eoin ephraim eric erica erich erik erika erin ernest ernestine ernesto ernie
errol esi esmeralda esperanza esteban estelle esther ethan ethel etienne etta eugene eugenia eunice eva evan
evangelina evangeline eve evelyn everett ewan ezekiel ezra fabian fabien fabrizio faisal faith farah farid farouk
fatima fatma fatou fatoumata fay faye federico felicia felicity felipe felix femi femke fenella feng fergal fergus
fermin fern fernanda fernando fidel filippo finley finn fintan fiona fionnuala fitz fitzgerald fletcher flora
florence florencia florian floyd folake folasade forrest franca frances francesca francesco francine francis
francisco francois frank frankie franklin fraser fred freda freddie freddy frederick freya fritz gabe gabriel
gabriela gabrielle gaetano gail galina gareth garrett garry garth gary gaspard gaurav gauri gavin gayle gemma gena
genaro gene geneva genevieve gennaro geoff geoffrey george georgia georgina gerald geraldine gerard gerda geri
germaine gerry gertrude gethin giacomo gianluca gianna gideon gil gilbert gilberto gilles gina ginger ginny gino
giorgio giovanni giselle giulia giuseppe gladstone gladys glen glenda glenn glenys gloria glynis goran gord gordon
grace gracie graciela grady graeme graham grainne grant grayson greg gregg gregor gregory greta gretchen griff grigor
guadalupe guillaume guillermo gunther gurpreet gus gustavo guy gwen gwenda gwendolyn gwilym gwyneth hadley hailey
hakan hal hamish hamza hana hank hanna hannah hanneke hans hardeep haris harish harlan harley harold harper harpreet
harriet harris harrison harry haruki haruto harvey hasan hassan hattie hayden hayley hazel heath heather hector heidi
heike heinrich helen helena helene helga helmut heloise henning henrietta henrik henry herb herbert heriberto herman
herve hester hien hilary hilda hiro hiroshi hollie hollis holly homer hong hope horace horacio horst howard huan
hubert huda hudson hugh hugo humberto hunter hussein huw hyacinth hyun iain ian ibrahim ida idris ieuan ifan ifeoma
ignacio ignatius igor ike ikram ilene ilie ilkka ilona ilse imani imelda imogen imogene imran ina indira ines inez
inga ingeborg ingrid ingvar ioan ioana iolo iona iqbal ira irene iris irma irving isaac isabel isabella isabelle
isaiah isha ishaan isidro isla ismael isobel israel ivan ivana ivica ivo ivy iwan jace jack jackie jackson jacob
jacqueline jacques jada jade jaden jaime jaimie jake jakob jalen jamal james jamie jamila jan jana jane janelle janet
janette janice janine janis jared jari jarrod jasmin jasmine jason jasper jaspreet jaswinder javier jaxon jay jayden
jayne jaz jean jeanette jeanne jeannie jeb jed jeff jefferson jeffery jeffrey jelani jen jenna jennie jennifer jenny
jens jerald jeremiah jeremy jermaine jeroen jerome jerry jess jesse jessica jessie jesus jewel jiho jill jillian jim
jimmy jin jing jisoo jo joan joann joanna joanne joao joaquin jocelyn jodi jodie jody joe joel joelle joey johan
johanna john johnathan johnnie johnny jolanta jolene jolie jon jonah jonas jonathan jonty joost jordan jorge jorgen
jose josefina joseph josephine josh joshua josiah josie jovana joy joyce juan juana juanita jude judith judy juha
julia julian juliana julianne julie juliet julio julius june juno jurgen justin justine kaisa kaitlyn kaito kalani
kamal kamala kandice kanoa kara karen kari karin karina karl karla karsten karthik kasimir kat kate katelyn katharine
katherine kathleen kathryn kathy katie katrina katy kavita kay kaye kayla kaylee keanu keegan kehinde keiko keira
keisha keith kellan kelley kelli kellie kelly kelsey kelvin kemal ken kendall kendra kendrick kenji kenneth kenny
kent kenta keola kerri kerry kevin khadija khalid khalil kiera kieran kim kimani kimberley kimberly kimiko king
kinsley kiran kirk kirsi kirsten kirsty kit klaus kofi kojo kostas kris krista kristen kristi kristie kristin
kristina kristine krystal kumar kurt kwabena kwame kwesi kyle kylie lacey lachlan laila lakeisha lakhan lakshmi lamar
lamont lan lana lance lane langston lara larissa larry lars latasha latisha latonya latoya laura laurel lauren
laurence laurent lauri laurie laval lavonne lawrence layla lazaro leah leander leandro leanne lee leif leila leilani
leland lena lennart lennie lenny lenora lenore leo leon leona leonard leonardo leonie leonora leopold lerato leroy
les lesley leslie lester leticia levi lewis lexi leyla li liam lieke lila lillian lilly lily lina lincoln linda
lindsay lindsey lindy ling linh linnea lionel lisa lise liz liza lizzie llewelyn lloyd logan lois lola lonnie lora
lorcan loren lorena lorenzo loretta lori lorna lorne lorraine lothar lottie lou louie louis louisa louise lourdes
lowell luann luc luca lucas lucia lucian luciana lucien lucille lucinda lucy luigi luis luisa luke lupe luther luz
lydia lyle lyn lynda lynette lynn lynne maarten mabel mabry mac mack mackenzie madeleine madeline madison mae maeve
magda magdalena maggie mahmoud mai mair maisie malcolm malia malik mallory mamadou mandy manfred manny manoj manpreet
manuel mara marc marcel marcela marcella marcelle marci marcia marco marcos marcus marcy marek maren margaret
margarita margaux margery margie margit margo margot marguerite maria mariah mariam marian mariana marianne maribel
maricela marie mariel marietta marijke marilyn marina mario marion marisa marisela marisol marissa marjorie mark
markus marla marlene marlin marlon marlowe marnie marsha marshall marta martha martin martina marty marv marvin mary
maryam maryann mason massimo mateo mateus mathieu matilda mats matt matteo matthew matthias mattie maude maura
maureen maurice mauricio mavis max maxime maximo maxine maxwell may maya mckenzie meera meg megan meghan mehdi mehmet
mei mel melanie melinda melissa melody melvin mercedes mercy meredith merle meryl mhairi mia micah michael michaela
micheal michel michele michelle mick mickey miguel mihai mika mike mikhail mikko milagros milan mildred miles milo
milos milton mimi mina mindy ming minh minji minnie mira miranda miriam miroslav misty mitch mitchell mitzi mo moana
moe mohamed mohammad mohammed moira mollie molly mona monica monique monroe monte monty morag morgan morris morten
morven moses moussa muhammad mukesh murat murdo muriel murray mustafa myfanwy myles myra myrna myron myrtle nabil
nadia nadine nadira nan nanami nancy nanette naoki naomi nasser natalia natalie natasha nate nathan nathaniel naveen
neal ned neha neil nell nellie nelson nenad nerys nesta nestor neville ngozi nguyen niall niamh nicholas nick nicki
nico nicola nicolas nicole nieves nigel nikhil niki nikita nikki niko nikolai nikos nilesh nils nilufer nina nisha
nitin nkechi noah nobuko noel noelia noelle noemi noemie nolan nomvula noor nora norah noreen norm norma norman nuala
nunzio obinna octavia octavio odalys odell odessa odette odile ofelia oisin oksana olaf olamide oleg olga olive
oliver olivia ollie oluwaseun omar oona opal ophelia ora oren orhan orlando orrin orson orville osama oscar oskar
osvaldo otis ottavio ottilie otto ottoline ousmane owain owen ozgur ozzie pablo paddy padraig paige paisley paivi
paloma pam pamela panos paolo parveen pascal pasquale pat patience patrice patricia patrick patsy patti patty paul
paula paulette paulina pauline pavel pearl pedram pedro peg peggy penelope penny percy perla perry pete peter petr
petra peyton phil philip philippa philippe phillip philomena phoebe phoung phuong phyllis pia pierre piers pieter
pietro pilar pinar piotr polly pooja porter posy prakash prashant precious preeti preston primitivo priscilla
pritchard priya prudence quang quentin quincy quinn quynh rachael rachel rachelle radek radu rafael rafaela raffaele
rafi ragnar raheem rahul rainer raj rajesh rakesh ralph ramesh ramon ramona randall randi randy rania raphael raquel
rashad rasheed rashid rashida rasmus raul ravi ray raymond raymundo reba rebecca reed reese refugio reg reggie regina
reginald reid reina rekha remi remy rena renata renate rene renee reuben rex rey reyna reynaldo reza rhea rhian
rhiannon rhoda rhodri rhonda rhys ricardo rich richard rick rickey ricky rico rigoberto riley rina rita ritu rob
robbie robert roberta roberto robin robyn rocco rochelle rocio rocky rod roderick rodney rodolfo rodrigo rogelio
roger rohan rohit roisin roland rolando roman romeo ron ronald ronan ronda ronnie rory rosa rosalba rosalie rosalind
rosalinda rosalyn rosamund rosanna rosanne rosario roscoe rose roseanne roselyn rosemarie rosemary rosie ross rowan
rowena roxana roxanne roy ruairi ruben ruby rudo rudolph rudy rufus rukhsana rupert russ russell rusty ruth ruthanne
ruthie ryan ryo sabine sabrina sachin sadie sadiq saeed said sakura sal salim sally salma salome salvador salvatore
sam samantha samir samira sammy samson samuel sana sandeep sandi sandip sandra sandrine sandy sanjana sanjay sanjeev
sanne santiago santos saoirse sara sarah sari sasha satish satoshi saul savannah scott scottie seamus sean sebastian
sechi sefa selam selena selim selma serena serge sergei sergio serkan seth seung severine sevgi seymour shabana
shahid shakira shalini shane shanelle shanice shanika shannon shari sharon shaun shauna shawn shawna shay sheila
shelby sheldon shelley shelly sheri sherman sherri sherrie sherry sheryl shilpa shinji shira shirin shirl shirley
shivani shondra shreya sian sibusiso sid siddharth sidney sienna sierra sigrid sigrun silas silvana silvia simon
simone sina sinead siobhan sione sioned sipho sjoerd skip skye skylar skyler sneha socorro sofia sol solange solomon
solveig sondra sonia sonja sonya sooyeon sophia sophie soraya soren sorley spencer spiros stacey staci stacie stacy
stan stanley stavros stefan stefanie stefano steffi stella steph stephan stephanie stephen sterling steve steven
stewart stu stuart sudha sue sukhdev summer sunil sunita sunniva suresh surya susan susana susanna susannah sushma
susie suzanne suzette suzie suzy svea sven svetlana swati sybil sydney sylvain sylvester sylvia taavi tabitha tad
tadhg tahir taiwo takashi takumi talia tamara tameka tami tamika tammy tamsin tane tania tanisha tanya tara tariq
tasha tatiana tatyana tavares taylor ted teddy temitope temperance tendai terence teresa teri terrance terrell
terrence terri terry tess tessa teun tevita thabo thad thaddeus thalia thandi thanh thatcher thea thelma themba theo
theodora theodore theresa therese thibault thierry thomas thu thuy tia tien tiffany tilda tillie tim timmy timo
timothy tina tinashe tish tobias toby todd tolga tom tomas tomasz tommie tommy toni tony tonya tracey traci tracie
tracy trang travis trent trevor trey tricia trina trinidad trinity trish trisha tristan troy trudy tuan tucker tui
tumelo tunde tuula tuyet ty tyler tyrell tyrone tyson ulises ulrike uma umar umberto una uri ursula usha uwe val
valentin valentina valeria valerie van vanessa vasile vaughn vera verity vern verna vernon veronica vesna vic vicente
vicki vickie vicky victor victoria vida vijay vikas vikram viktor vince vincent vincenza vincenzo vinod viola violet
virgil virginia vito vivek vivian vivien vivienne vlad vladimir volker wade wahid wallace wally walt walter wanda
ward warren wasim wayne wei wendell wendi wendy wes wesley whitney wilbert wilbur wilf wilfred wilhelmina will willa
willard william willie willis wilma wilson winifred winnie winona winston wiremu wolfgang woody wouter wyatt xavier
xiang ximena xin xiomara yadira yael yan yann yannis yara yasemin yasir yasmin yasmine yaw yesenia yetunde ying yoko
yolanda yosef youssef yuki yun yuri yusra yusuf yvette yvonne zach zachary zack zahra zainab zane zanele zara zdenka
zeev zeke zelda zena zeynep zhen zodwa zoe zoey zoltan zora zoraida zoran zubair zuri
`
