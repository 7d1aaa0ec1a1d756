import { createHash, type Hash } from 'node:crypto'

/**
 * Merkle tree hash of leaves that are hashes already, after RFC 6962, section 2.1: 0x01 before two children, the left side the
 * largest power of two that leaves something for the right; SHA-256 of nothing for no leaves.
 */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only === undefined) return createHash('sha256').digest()
  if (leaves.length === 1) return only
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(treeHash(leaves.slice(0, left)))
    .update(treeHash(leaves.slice(left)))
    .digest()
}

/** Begins a leaf: 0x00 before what is in it. */
export function beginLeaf(): Hash {
  return createHash('sha256').update(Buffer.from([0]))
}
