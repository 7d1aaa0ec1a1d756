/** Words before or after a name that say how to address someone. Folded. */
export const titleWords = words(`
  mr mrs ms miss mister dr doctor prof sir madam rev pan pani panna panstwo inz mgr ks`)

/** Words an address book adds to tell a person's numbers apart. Folded. */
export const labelWords = words(`
  cell cellphone mobile mob phone tel home house work office landline main direct new old other alt backup
  kom komorka komorkowy domowy dom praca prac sluzbowy stacjonarny nowy stary drugi prywatny biuro`)

/** Words that only join others. Folded. */
export const joiningWords = words('and or of the from at in on for a an z ze od u i w we na do dla przy')

/** Words of trades, places and roles that many different customers' names share. Folded. */
export const genericWords = words(`
  customer client klient klientka lead tenant landlord owner wlasciciel lokator najemca neighbor neighbour sasiad
  sasiadka rental rentals manager mgmt management property properties realty estate estates apartment apartments
  apts apt flat flats condo condos hoa building super superintendent maintenance front desk reception
  recepcja office biuro plumber plumbing hydraulik hvac heating cooling air klima serwis service services repair
  contractor builder construction budowlana firma company co inc llc ltd corp group holdings partners spolka zoo
  supply store shop sklep restaurant restauracja grill bar cafe kawiarnia pizzeria hotel school szkola preschool
  przedszkole church parafia clinic klinika dental hospital szpital bank salon zarzad zarzadca administracja
  administrator wspolnota spoldzielnia osiedle ochrona dozorca inspector unknown anonymous nieznany private spam
  do not answer guy girl lady man woman kid mom dad mama tata wife husband zona maz son daughter friend
  boss szef water heater boiler kitchen bathroom drain leak emergency`)

/** Folded words that make a name a business's. */
export const businessWords = words(`
  inc llc ltd corp co company firma apartments apts condos hoa realty properties property management mgmt holdings
  restaurant restauracja grill bar cafe kawiarnia pizzeria hotel school szkola preschool przedszkole church parafia
  clinic klinika dental hospital szpital bank salon wspolnota spoldzielnia administracja supply store shop sklep
  services serwis construction budowlana rentals estates zarzadca biuro spolka zoo bakery deli gym studio`)

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u))
}
