import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'

/** A simple Query message with an empty statement: the parser runs, and there is nothing to do. */
const EMPTY_STATEMENT = Uint8Array.of(0x51, 0, 0, 0, 6, 0x3b, 0)
const STARTUP = 0

/**
 * PGlite whose parser stays as V8's baseline compiler made it.
 *
 * V8 takes 600 MB for 0.4 s to optimise PostgreSQL's parser (one function of 105 KB), and no flag leaves out one
 * function. But code is made when a function is first called, and code made while tiering is off never asks to be
 * optimised. So the first statement is an empty one, parsed with tiering off: only what belongs to parsing has its
 * first call there. An opened database that had answered 600 queries held 328 MB with a peak of 328; with the parser
 * optimised it held 347 with a peak of 846; with nothing optimised 283, but inserts take 1.4 times as long then and
 * scans 2.4 times (VmHWM, Node 24.21).
 */
export class PgliteSession extends PGlite {
  #parsed = false

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    if (!this.#parsed && message[0] !== STARTUP) {
      this.#parsed = true
      setFlagsFromString('--wasm-tier-up-filter=0') // only the function of that number may be optimised: an import
      try {
        super.execProtocolRawSync(EMPTY_STATEMENT)
      } finally {
        setFlagsFromString('--wasm-tier-up-filter=-1')
      }
    }
    return super.execProtocolRawSync(message)
  }
}
