import { crc32, deflateSync } from 'node:zlib'
import type { Chance } from './chance.ts'

/** What a customer takes a picture of. */
export const motifs = [
  'ceiling',
  'pipe',
  'puddle',
  'heater',
  'thermostat',
  'unit',
  'drain',
  'plate',
  'paper',
] as const
export type Motif = (typeof motifs)[number]

const WIDTH = 320
const HEIGHT = 240

/** A small drawing of `motif` as a PNG file of 320 by 240 pixels, 1 to 3 KB; no two draws of `chance` look alike. */
export function drawPicture(motif: Motif, chance: Chance): Buffer {
  const canvas = openCanvas()
  scenes[motif](canvas, chance)
  return png(canvas.pixels)
}

/** Colours by index. */
const palette = [
  [244, 241, 234], // 0 plaster
  [226, 221, 210], // 1 shaded plaster
  [198, 178, 140], // 2 water stain
  [164, 138, 96], // 3 edge of a stain
  [184, 115, 66], // 4 copper
  [142, 84, 46], // 5 shaded copper
  [120, 170, 205], // 6 water
  [78, 130, 172], // 7 deep water
  [96, 100, 106], // 8 steel
  [150, 155, 160], // 9 light steel
  [60, 62, 66], // 10 shade
  [250, 250, 250], // 11 white
  [40, 44, 40], // 12 display
  [130, 205, 150], // 13 digits
  [120, 96, 72], // 14 wooden floor
  [138, 112, 86], // 15 light boards
  [108, 138, 84], // 16 grass
  [180, 205, 226], // 17 sky
  [205, 60, 50], // 18 lamp
  [216, 196, 90], // 19 sticker
] as const

type Canvas = ReturnType<typeof openCanvas>

const scenes: Record<Motif, (canvas: Canvas, chance: Chance) => void> = {
  ceiling(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 0)
    c.box(0, 176 + chance.int(0, 20), WIDTH, HEIGHT, 1)
    const x = chance.int(90, 220)
    const y = chance.int(60, 110)
    const size = chance.int(26, 60)
    for (let i = 0; i < 4; i++) c.oval(x + i * chance.int(-18, 18), y, size - i * 4, size * 0.6, 3)
    for (let i = 0; i < 4; i++) c.oval(x + i * chance.int(-14, 14), y, size - 4 - i * 4, size * 0.6 - 4, 2)
    for (let i = chance.int(1, 4); i > 0; i--)
      drop(c, x + chance.int(-size, size), y + size * 0.5 + chance.int(4, 50))
  },
  pipe(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 1)
    const y = chance.int(70, 130)
    c.box(0, y, WIDTH, y + 26, 4)
    c.box(0, y + 18, WIDTH, y + 26, 5)
    const x = chance.int(80, 230)
    c.box(x, y - 5, x + 34, y + 31, 5)
    c.box(x, y - 5, x + 34, y + 6, 4)
    if (chance.odds(0.5)) c.box(x + 8, y + 31, x + 26, HEIGHT, 4)
    for (let i = chance.int(2, 6); i > 0; i--) drop(c, x + chance.int(-4, 40), y + 36 + chance.int(0, 90))
  },
  puddle(c, chance) {
    c.box(0, 0, WIDTH, 90, 1)
    for (let y = 90, wide = 12; y < HEIGHT; y += wide, wide += 5)
      c.box(0, y, WIDTH, y + wide, wide % 2 ? 14 : 15)
    const x = chance.int(110, 210)
    const size = chance.int(70, 120)
    c.oval(x, 170, size, size * 0.35, 7)
    c.oval(x - 6, 167, size - 10, size * 0.35 - 6, 6)
    c.oval(x - size * 0.4, 160, 14, 5, 11)
  },
  heater(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 1)
    c.box(0, 200, WIDTH, HEIGHT, 9)
    const x = chance.int(110, 160)
    c.box(x, 40, x + 84, 204, 11)
    c.oval(x + 42, 40, 42, 10, 0)
    c.box(x + 62, 40, x + 84, 204, 0)
    c.box(x + 14, 8, x + 22, 38, 4)
    c.box(x + 60, 8, x + 68, 38, 4)
    c.box(x + 26, 150, x + 58, 184, 10)
    c.oval(x + 42, 166, 5, 5, chance.odds(0.5) ? 18 : 13)
    c.box(x + 14, 70, x + 48, 110, 19)
    if (chance.odds(0.7)) c.oval(x + chance.int(10, 80), 212, chance.int(40, 90), 12, 6)
  },
  thermostat(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, chance.odds(0.5) ? 0 : 17)
    c.box(70, 60, 250, 180, 11)
    c.box(70, 172, 250, 180, 9)
    c.box(92, 80, 206, 150, 12)
    digit(c, chance.int(4, 8), 108, 92)
    digit(c, chance.int(0, 9), 152, 92)
    c.oval(228, 100, 8, 8, 9)
    c.oval(228, 130, 8, 8, 9)
    if (chance.odds(0.5)) c.box(194, 84, 202, 92, 18)
  },
  unit(c, chance) {
    c.box(0, 0, WIDTH, 120, 17)
    c.box(0, 110, WIDTH, HEIGHT, 16)
    const x = chance.int(70, 130)
    c.box(x, 70, x + 130, 200, 9)
    for (let y = 80; y < 194; y += 10) c.box(x + 6, y, x + 124, y + 4, 8)
    c.oval(x + 65, 70, 60, 14, 8)
    c.oval(x + 65, 70, 50, 10, 10)
    if (chance.odds(0.4))
      for (let i = 0; i < 40; i++) c.oval(x + chance.int(6, 124), chance.int(78, 194), 4, 3, 11)
  },
  drain(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 11)
    c.oval(160, 120, 150, 104, 0)
    const level = chance.int(40, 96)
    c.oval(160, 126, level * 1.4, level, chance.odds(0.6) ? 9 : 2)
    c.oval(160, 130, 26, 20, 8)
    for (let i = 0; i < 6; i++) c.oval(146 + (i % 3) * 14, 124 + Math.floor(i / 3) * 12, 4, 4, 10)
    if (chance.odds(0.5))
      for (let i = 0; i < 9; i++) c.oval(chance.int(100, 220), chance.int(90, 170), 3, 2, 14)
  },
  plate(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 9)
    c.box(40, 40, 280, 200, 11)
    c.box(40, 40, 280, 64, 10)
    for (let y = 80; y < 190; y += 16) {
      c.box(54, y, 54 + chance.int(40, 70), y + 6, 8)
      c.box(140, y, 140 + chance.int(40, 120), y + 6, 10)
    }
    for (let x = 60, wide = 1; x < 180; x += wide + 2, wide = chance.int(1, 4))
      c.box(x, 176, x + wide, 194, 10)
  },
  paper(c, chance) {
    c.box(0, 0, WIDTH, HEIGHT, 14)
    c.box(70, 10, 250, 232, 11)
    c.box(86, 24, 160, 36, 7)
    for (let y = 56; y < 180; y += 12) {
      c.box(86, y, 86 + chance.int(40, 110), y + 4, 9)
      c.box(214, y, 236, y + 4, 8)
    }
    c.box(190, 192, 236, 202, 10)
  },
}

function drop(c: Canvas, x: number, y: number): void {
  c.oval(x, y, 3, 5, 6)
  c.oval(x, y + 2, 4, 4, 7)
}

/** The seven bars of a display, lit for each figure: top, upper left, upper right, middle, lower left, lower right, bottom. */
const BARS = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
]

function digit(c: Canvas, figure: number, x: number, y: number): void {
  const lit = BARS[figure] ?? ''
  const bars = [
    [4, 0, 28, 5],
    [0, 3, 5, 22],
    [27, 3, 32, 22],
    [4, 20, 28, 25],
    [0, 23, 5, 44],
    [27, 23, 32, 44],
    [4, 41, 28, 46],
  ]
  bars.forEach(([left = 0, top = 0, right = 0, bottom = 0], i) => {
    if (lit[i] === '1') c.box(x + left, y + top, x + right, y + bottom, 13)
  })
}

function openCanvas() {
  const pixels = new Uint8Array(WIDTH * HEIGHT)
  function row(y: number, left: number, right: number, colour: number): void {
    if (y < 0 || y >= HEIGHT) return
    const from = Math.max(0, Math.round(left))
    const to = Math.min(WIDTH, Math.round(right))
    if (to > from) pixels.fill(colour, y * WIDTH + from, y * WIDTH + to)
  }
  return {
    pixels,
    /** A filled rectangle; right and bottom edges are not part of it. */
    box(left: number, top: number, right: number, bottom: number, colour: number): void {
      for (let y = Math.max(0, Math.round(top)); y < Math.min(HEIGHT, bottom); y++)
        row(y, left, right, colour)
    },
    /** A filled ellipse around (x, y). */
    oval(x: number, y: number, halfWidth: number, halfHeight: number, colour: number): void {
      if (halfWidth <= 0 || halfHeight <= 0) return
      for (let at = Math.floor(y - halfHeight); at <= y + halfHeight; at++) {
        const half = halfWidth * Math.sqrt(Math.max(0, 1 - ((at - y) / halfHeight) ** 2))
        row(at, x - half, x + half, colour)
      }
    },
  }
}

/** PNG 1.2, eight bits a pixel through the palette. */
function png(pixels: Uint8Array): Buffer {
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) rows.set(pixels.subarray(y * WIDTH, (y + 1) * WIDTH), y * (WIDTH + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
