import type { Run } from '../contract/runs.ts'

const BAR_CHARACTERS = 28

const PHASES: Record<Run['phase'], string> = {
  waiting: 'Waiting for its turn',
  survey: 'Looking the archive over',
  messages: 'Taking messages in',
  threads: 'Threading conversations',
  media: 'Fetching pictures and recordings',
  check: 'Checking that nothing is missing',
  done: 'Done',
}

/** Draws a run on one line of a terminal, again and again; on anything else it says each phase once. */
export function openProgress(out: NodeJS.WriteStream): Disposable & { draw(run: Run): void } {
  let lastPhase: Run['phase'] | undefined
  return {
    draw: (run) => {
      if (out.isTTY) out.write(`\r\u001b[2K${line(run, out.columns)}`)
      else if (run.phase !== lastPhase) out.write(`${PHASES[run.phase]} …\n`)
      lastPhase = run.phase
    },
    [Symbol.dispose]: () => {
      if (out.isTTY) out.write('\r\u001b[2K')
    },
  }
}

function line({ phase, progress }: Run, columns: number): string {
  const { totalMessages, processedMessages, messagesPerSecond, secondsLeft } = progress
  const share =
    totalMessages === null || totalMessages === 0 ? 0 : Math.min(1, processedMessages / totalMessages)
  const full = Math.round(share * BAR_CHARACTERS)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_CHARACTERS - full)}`
  const count =
    totalMessages === null
      ? ''
      : ` ${processedMessages.toLocaleString('en')}/${totalMessages.toLocaleString('en')}`
  const rate =
    phase === 'messages' && messagesPerSecond !== null
      ? ` ${Math.round(messagesPerSecond).toLocaleString('en')}/s`
      : ''
  const left = phase === 'messages' && secondsLeft !== null ? `, ${secondsLeft} s left` : ''
  return `${PHASES[phase]} ${bar}${count}${rate}${left}`.slice(0, Math.max(20, columns - 1))
}
