import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { stopUpload, type Upload } from './upload.ts'

/** How far the upload is. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const say = useSay()
  const format = useFormat()
  if (upload.phase !== 'uploading') return <p role="status">{say('import.starting')}</p>
  const { doneBytes, allBytes, bytesPerSecond, secondsLeft } = upload
  const words = say('import.uploading.line', {
    done: format.bytes(doneBytes),
    all: format.bytes(allBytes),
    rate: format.bytes(bytesPerSecond),
  })
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-medium">{say('import.uploading')}</h2>
        <Button size="sm" onClick={stopUpload}>
          {say('import.stopUpload')}
        </Button>
      </div>
      <ProgressBar label={say('import.uploading')} done={doneBytes} all={allBytes} words={words} />
      <p className="figures text-ink-2 text-sm">
        {words}
        {secondsLeft !== null &&
          secondsLeft > 5 &&
          ` · ${say('import.left', { span: format.span(secondsLeft * 1000) })}`}
      </p>
    </section>
  )
}
