/** Where anybody can have an address: who has one there is not of a firm by that. */
const ANYBODYS = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'yahoo.com',
    'ymail.com',
  ],
  ...[
    'icloud.com',
    'me.com',
    'mac.com',
    'aol.com',
    'proton.me',
    'protonmail.com',
    'gmx.com',
    'gmx.net',
    'mail.com',
  ],
  ...['comcast.net', 'att.net', 'verizon.net', 'zoho.com', 'fastmail.com', 'outlook.pl', 'yahoo.pl'],
  ...[
    'wp.pl',
    'o2.pl',
    'tlen.pl',
    'go2.pl',
    'onet.pl',
    'op.pl',
    'onet.eu',
    'vp.pl',
    'poczta.onet.pl',
    'poczta.fm',
  ],
  ...['interia.pl', 'interia.eu', 'interia.com', 'gazeta.pl', 'int.pl', 'spoko.pl', 'poczta.pl'],
])

/** Whether anybody can have an address of this domain, as far as is known here. */
export function isAnybodys(domain: string): boolean {
  return ANYBODYS.has(domain)
}
