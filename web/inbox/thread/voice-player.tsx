import '../../i18n/en-messages.ts'
import { Pause, Play } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { IconButton } from '../../parts/button.tsx'

const SPEEDS = [1, 1.25, 1.5, 2, 0.75] as const
const LEAP_SECONDS = 5

type VoicePlayerProps = {
  url: string
  fileName: string
  /** Whose recording it is, for screen readers. */
  label: string
  /** As the source says; what is in the file goes before it once that is known. */
  durationSeconds: number | null
}

/** Plays a recording: from any place, at any speed. Nothing of it is fetched before it is asked for. */
export function VoicePlayer({ url, fileName, label, durationSeconds }: VoicePlayerProps) {
  const say = useSay()
  const format = useFormat()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(durationSeconds ?? 0)
  const [speed, setSpeed] = useState<number>(SPEEDS[0])
  const [failed, setFailed] = useState(false)

  const toggle = () => {
    const element = audio.current
    if (element === null) return
    if (!element.paused) return element.pause()
    element.playbackRate = speed
    if (element.readyState === 0) element.currentTime = at
    element.play().catch(() => undefined) // told by onError, or paused meanwhile
  }
  const seek = (seconds: number) => {
    const place = Math.max(0, Math.min(seconds, length))
    setAt(place)
    if (audio.current !== null) audio.current.currentTime = place
  }
  const nextSpeed = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1) % SPEEDS.length] ?? 1
    setSpeed(next)
    if (audio.current !== null) audio.current.playbackRate = next
  }
  const leap = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -LEAP_SECONDS, ArrowRight: LEAP_SECONDS }[event.key]
    if (step === undefined) return
    event.preventDefault()
    seek(at + step)
  }

  if (failed)
    return (
      <p className="text-caution text-sm">
        {say('player.failed')}{' '}
        <a href={url} download={fileName} className="text-accent underline">
          {say('player.save')}
        </a>
      </p>
    )
  const told = say('player.of', { at: format.length(at), all: format.length(length) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form
    <div role="group" aria-label={label} className="flex items-center gap-1.5">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands beside it */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget: { duration } }) => {
          if (Number.isFinite(duration)) setLength(duration)
        }}
        onError={() => setFailed(true)}
      />
      <IconButton
        label={say(isPlaying ? 'player.pause' : 'player.play')}
        icon={isPlaying ? Pause : Play}
        onClick={toggle}
      />
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.ceil(length))}
        step={1}
        value={Math.round(at)}
        onChange={(event) => seek(Number(event.currentTarget.value))}
        onKeyDown={leap}
        aria-label={say('player.place')}
        aria-valuetext={told}
        className="h-6 min-w-0 flex-1 accent-accent pointer-coarse:h-11"
      />
      <span className="figures shrink-0 text-2xs text-ink-3">{told}</span>
      <button
        type="button"
        onClick={nextSpeed}
        aria-label={say('player.speed', { speed: `${speed}×` })}
        title={say('player.speed', { speed: `${speed}×` })}
        className="figures h-7 min-w-10 shrink-0 rounded-md text-ink-2 text-xs hover:bg-hover hover:text-ink pointer-coarse:h-11"
      >
        {speed}×
      </button>
    </div>
  )
}
