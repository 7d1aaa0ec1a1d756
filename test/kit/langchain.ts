import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'langchain')

/**
 * LangChain's own writer of chat tables, from a folder of packages of its own (`test/kit/langchain`), which is filled when
 * it is not yet. undefined, with the reason on stderr, where that cannot be done.
 */
export async function openLangchain() {
  if (!existsSync(join(FOLDER, 'node_modules/@langchain/community'))) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: FOLDER, stdio: 'ignore' })
    if (status !== 0) {
      process.stderr.write(
        'The packages of LangChain cannot be had: tests with its own tables are skipped.\n',
      )
      return undefined
    }
  }
  const { resolve } = createRequire(join(FOLDER, 'package.json'))
  const { PostgresChatMessageHistory } = await import(resolve('@langchain/community/stores/message/postgres'))
  const { AIMessage, HumanMessage, SystemMessage, ToolMessage } = await import(
    resolve('@langchain/core/messages')
  )
  return { PostgresChatMessageHistory, AIMessage, HumanMessage, SystemMessage, ToolMessage }
}
