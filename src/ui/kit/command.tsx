import { CopyButton } from './copy-button.tsx'

/** A command or a piece of code to copy. */
export function Command({ text, what = 'the command' }: { text: string; what?: string }) {
  return (
    <div className="command">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
