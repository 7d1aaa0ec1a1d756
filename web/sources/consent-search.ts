/**
 * What Google sent back along with the browser, letter by letter: the router reads queries as values and writes them anew.
 * Empty where the browser came from elsewhere.
 */
const search = location.pathname === '/sources/consent' ? location.search : ''

export const sentByGoogle = (): string => search
