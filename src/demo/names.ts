/** Names to draw from; all people, streets and companies made of them are invented. */
export const firstNames = {
  en: {
    f: words(
      'Dana Carol Linda Priya Aisha Monica Beth Joanne Sheila Teresa Maria Rosa Lucia Ngozi Ama Hannah Kayla Brittany Megan Ashley Nicole Courtney Heather Tiffany Denise Yolanda Latoya Jasmine Mei Linh Sunita Fatima Leila Sofia Elena Irene Ruth Marjorie Doris Phyllis Gail Peggy Donna Cheryl Renee Angela Tammy Stacy Erin Colleen Maureen Bridget Nora Claire Paige Zoe Lily Grace Naomi Esther Miriam Vera Olga Ingrid Astrid Gwen Holly Ivy June Opal',
    ),
    m: words(
      'Walt Gus Dale Tom Jim Bob Rick Gary Larry Dennis Wayne Roger Curtis Darnell Marcus Andre Tyrone Jamal Luis Carlos Miguel Hector Javier Diego Raj Anil Vikram Arjun Wei Minh Tuan Omar Yusuf Karim Sam Ben Josh Tyler Kyle Brandon Justin Cody Travis Derek Craig Neil Ian Sean Patrick Kevin Brian Scott Todd Greg Doug Phil Stan Earl Howard Melvin Floyd Vernon Otto Lars Erik Nils Theo Felix Hugo Oscar Isaac Levi Amos',
    ),
  },
  pl: {
    f: words(
      'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Zofia Joanna Monika Danuta Beata Dorota Grażyna Iwona Halina Renata Teresa Jolanta Magdalena Justyna Wanda Bożena',
    ),
    m: words(
      'Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Zbigniew Jerzy Tadeusz Łukasz Mateusz Ryszard Dariusz Henryk Mariusz Wojciech Grzegorz Sławomir Wiesław Janusz',
    ),
  },
} as const

export const lastNames = {
  en: words(
    'Whitfield Okafor Nguyen Patel Johansen Pruitt Castellano Moreno Delgado Ramirez Whitaker Abernathy Boyd Brannigan Callahan Carver Chowdhury Cobb Coleman Crane Dabrowski Dalton Delaney Dempsey Dixon Donovan Eastman Ellison Espinoza Farrow Feldman Finch Fischer Fontaine Gallagher Garrity Gentry Gilmore Goldberg Grady Greer Guerrero Hahn Haines Hargrove Hatch Hendricks Hobbs Holloway Huang Ibarra Ivers Jankowski Jarvis Kaplan Keating Kim Kirkland Klein Lambert Larkin Leclair Lindqvist Lockhart Lozano Mackey Malone Marsh Mbeki McAllister Meeks Mendez Mercer Mitchell Monroe Nakamura Navarro Nilsson Novak Obrien Olsen Osei Ostrowski Pace Park Pennington Pham Pike Quigley Quintero Rao Redmond Reyes Rhodes Rinaldi Rosario Rossi Rowland Salazar Santos Schaefer Schultz Shah Shaw Sherwood Silva Sloan Sorensen Stokes Sutter Swanson Tanaka Thornton Tran Trujillo Underwood Vance Vargas Vaughn Voigt Wagner Waller Weaver Weiss Wheeler Wilkes Winslow Yates Yoder Youngblood Zapata Zhang',
  ),
  pl: words(
    'Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Górski Pawlak Sikora Witkowski Walczak Baran Rutkowski Szewczyk Ostrowski Pietrzak Marciniak Zalewski Jasiński Sadowski Bąk Duda Włodarczyk Chmielewski Borkowski',
  ),
} as const

export const streets = [
  'Alder St',
  'Tannery Ln',
  'Foundry St',
  'Quarry St',
  'Depot St',
  'Mill Pond Rd',
  'Larkspur Ave',
  'Hawthorn Ave',
  'Juniper Ct',
  'Cooper St',
  'Weaver St',
  'Chapel Hill Rd',
  'Orchard Ln',
  'Kiln Rd',
  'Prairie Ave',
  'Bluestem Dr',
  'Switchgrass Ln',
  'Sumac Dr',
  'Burr Oak Ave',
  'Hickory Ln',
  'Schoolhouse Rd',
  'Ferry St',
  'Granary Rd',
  'Sexton Ave',
  'Harness Ln',
  'Pearl St',
  'Division Ave',
  'North Grove St',
  'South Grove St',
  'Basswood Ct',
  'Cattail Ct',
  'Heron Way',
  'Plover Ln',
  'Cobbler Row',
  'Station Ave',
  'Wagon Trail',
  'Fieldstone Dr',
  'Catalpa Ave',
  'Linden Ct',
  'Turnpike Rd',
] as const

export const companies = {
  manager: [
    'Fairlane Property Group',
    'Stonebridge Rentals',
    'Tri-County Property Mgmt',
    'Harbor & Vine Apartments',
    'Birchwood Terrace Condos',
    'Sexton Avenue Lofts',
    'Prairie View HOA',
    'Cornice Residential',
    'Oak & Main Management',
    'Millpond Townhomes',
  ],
  restaurant: [
    'Blue Heron Diner',
    'Lucky Ladle Ramen',
    'Taqueria El Farolito Azul',
    'Third Rail Coffee Bar',
    'Bluebird Bakery',
    'Depot Street Pizza',
    'Saffron Table',
    'Old Kiln Taproom',
    'Pho Lantern',
    'Nonna Pia Trattoria',
    'Sunny Side Pancake House',
    'The Copper Kettle',
  ],
  business: [
    'Grove Dental',
    'Shear Joy Salon',
    'Paws & Suds Grooming',
    'Wendell Grove Library',
    'Ironworks Gym',
    'Kiln Road Auto Body',
    'Little Acorns Daycare',
    'St Brendan Parish Office',
    'Quarry Street Laundromat',
    'Harness Lane Storage',
    'Station Ave Florist',
    'Lodge 212',
    'Maple & Pine Realty',
    'Rolling Hills Vet Clinic',
  ],
  supplier: ['Great Bend Heating Parts', 'Lakeline Wholesale', 'Tri-State Water Heaters'],
} as const

/** A Polish surname as a woman bears it: Kowalski, Kowalska; others stay. */
export function feminine(last: string): string {
  return last.replace(/(?<=[sc]k|dzk)i$/, 'a')
}

function words(list: string): readonly string[] {
  return list.split(' ')
}
