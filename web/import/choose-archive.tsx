import { FileArchive, FolderInput, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { choose, uploadAndImport, useChoice } from './upload.ts'

const ARCHIVE = /\.(zip|tgz|tar\.gz|tar)$/i

/** Where archives are dropped or chosen: several files, a trial first if one likes, and off it goes. */
export function ChooseArchive({ failure }: { failure: unknown }) {
  const say = useSay()
  const { files, dryRun } = useChoice()
  const [leftOut, setLeftOut] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)

  const add = (list: FileList | null) => {
    const added = [...(list ?? [])]
    const fitting = added.filter((file) => ARCHIVE.test(file.name))
    setLeftOut(added.find((file) => !ARCHIVE.test(file.name))?.name ?? null)
    const isNew = (file: File) => !files.some((was) => was.name === file.name && was.size === file.size)
    choose({ files: [...files, ...fitting.filter(isNew)], dryRun })
  }
  const start = () =>
    void uploadAndImport({
      begun: say('import.begun'),
      notBegun: say('import.notBegun'),
      goBack: say('import.goBack'),
    })

  return (
    <section className="flex flex-col gap-3">
      {failure !== null && <Problem error={failure} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, not instead of it */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer.files)
        }}
        className={`flex flex-col items-center gap-1 rounded-lg border-2 border-dashed px-4 py-10 text-center transition-colors ${over ? 'border-accent bg-chosen' : 'border-line-strong'}`}
      >
        <FolderInput aria-hidden className="mb-1 size-7 text-ink-3" strokeWidth={1.5} />
        <p className="font-medium">{say(over ? 'import.drop.now' : 'import.drop')}</p>
        <p className="mb-3 text-ink-3 text-sm">{say('import.drop.hint')}</p>
        <Button look={files.length === 0 ? 'primary' : 'plain'} onClick={() => picker.current?.click()}>
          {say(files.length === 0 ? 'import.choose' : 'import.add')}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          accept=".zip,.tgz,.gz,.tar"
          hidden
          aria-label={say('import.choose')}
          onChange={(event) => {
            add(event.target.files)
            event.target.value = ''
          }}
        />
      </div>
      {leftOut !== null && (
        <p role="status" className="text-caution text-sm">
          {say('import.notArchive', { file: leftOut })}
        </p>
      )}
      {files.length > 0 && (
        <>
          <FileLines
            files={files}
            onRemove={(file) => choose({ files: files.filter((each) => each !== file), dryRun })}
          />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                checked={dryRun}
                onChange={(event) => choose({ files, dryRun: event.target.checked })}
                className="mt-1 size-4 accent-accent"
              />
              <span>
                {say('import.dryRun')}
                <span className="block text-ink-3 text-xs">{say('import.dryRun.hint')}</span>
              </span>
            </label>
            <Button look="primary" className="h-10 px-6" onClick={start}>
              {say(dryRun ? 'import.start.dry' : 'import.start')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function FileLines({ files, onRemove }: { files: readonly File[]; onRemove: (file: File) => void }) {
  const say = useSay()
  const format = useFormat()
  return (
    <ul aria-label={say('import.files')} className="divide-y divide-line border-line border-y">
      {files.map((file) => (
        <li key={`${file.name} ${file.size}`} className="flex items-center gap-3 py-1">
          <FileArchive aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="min-w-0 flex-1 truncate">{file.name}</span>
          <span className="figures text-ink-3 text-sm">{format.bytes(file.size)}</span>
          <IconButton
            label={say('import.remove', { file: file.name })}
            icon={X}
            onClick={() => onRemove(file)}
          />
        </li>
      ))}
    </ul>
  )
}
