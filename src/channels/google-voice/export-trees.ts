/** A folder tree of one part, with the names of the files that matter in it (`folder/name`). */
export type Tree = { path: string; names: string[] }

/**
 * Which trees are one export, as numbers from 0, one for each tree. The parts of an export deal its files
 * between them, so trees that have a file in common are different exports: an older and a newer one, one
 * downloaded twice, one unpacked inside itself. So are parts whose names carry different stamps.
 */
export function exportsOf(trees: readonly Tree[]): number[] {
  const exports: { stamp: string; names: Set<string> }[] = []
  return trees.map((tree) => {
    const stamp = /takeout-(\d{8}T\d{6}Z)/i.exec(tree.path)?.[1] ?? ''
    const free = exports.filter(({ names }) => tree.names.every((name) => !names.has(name)))
    let home =
      free.find((each) => each.stamp === stamp) ?? free.find((each) => each.stamp === '' || stamp === '')
    if (!home) {
      home = { stamp, names: new Set() }
      exports.push(home)
    }
    home.stamp ||= stamp
    for (const name of tree.names) home.names.add(name)
    return exports.indexOf(home)
  })
}
