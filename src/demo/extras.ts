import { head } from './page.ts'
import { firm, type Person } from './people.ts'

/** The account's numbers, as vCard. */
export function phones(): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:',
    'N:;;;;',
    `item1.TEL:${firm.number}`,
    'item1.X-ABLabel:Google Voice',
  ]
  return [...lines, `TEL;TYPE=CELL:${firm.cell}`, 'END:VCARD', ''].join('\n')
}

/** What the calls abroad have cost: nothing. */
export function bills(): string {
  return `${head('Bills')}<table><tr><th>Date</th><th>Number</th><th>Amount</th></tr></table></body></html>`
}

/** The index of the export. */
export function browser(): string {
  return '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Archive overview</title></head><body><h1>Voice</h1></body></html>'
}

/** Someone whom `from`, or the firm, recommends. */
export function contactCard(from: Person | null): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Reyes;Sal;;;',
    'FN:Sal Reyes',
    `TEL;TYPE=CELL:${cardNumber(from)}`,
    'END:VCARD',
    '',
  ]
  return lines.join('\r\n')
}

/** The number on a card that someone passes on: in their own area, and nobody's. */
function cardNumber(from: Person | null): string {
  return `${(from?.number || firm.number).slice(0, 5)}5550109`
}
