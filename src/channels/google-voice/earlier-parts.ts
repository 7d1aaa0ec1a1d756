import { exportsOf } from './export-trees.ts'
import { pathInTree } from './media-names.ts'

/**
 * Looks at what an archive holds beside what came of its account before, all by path. `joined` is what came before as
 * another part of the same export: laid beside the archive, both are what they were when handed in together.
 * `replaced` is what bore the same name as a part of this archive and is something else: an export of another day.
 */
export function earlierParts(
  own: readonly string[],
  earlier: readonly string[],
): { joined: string[]; replaced: string[] } {
  const ownTrees = Map.groupBy(own, treeOf)
  const inOwn = new Set(own)
  const candidates: string[] = []
  const replaced: string[] = []
  const others = new Map<string, string[]>()
  for (const [tree, paths] of Map.groupBy(earlier, treeOf)) {
    const here = ownTrees.get(tree)?.length ?? 0
    const common = paths.filter((path) => inOwn.has(path)).length
    if (common === paths.length) continue // the same again, perhaps with more beside it
    if (common > 0 && common < here) replaced.push(...paths)
    else others.set(tree, paths)
  }
  const trees = [...new Set([...others.keys(), ...ownTrees.keys()])]
  const indexes = exportsOf(
    trees.map((path) => ({
      path,
      names: [...new Set([...(others.get(path) ?? []), ...(ownTrees.get(path) ?? [])])].map((each) =>
        each.slice(path.length),
      ),
    })),
  )
  const ownExports = new Set(indexes.filter((_, at) => ownTrees.has(trees[at] ?? '')))
  trees.forEach((tree, at) => {
    if (ownExports.has(indexes[at] ?? -1)) candidates.push(...(others.get(tree) ?? []))
  })
  return { joined: candidates.filter((path) => !inOwn.has(path)), replaced }
}

function treeOf(path: string): string {
  return pathInTree(path).tree
}
