import './patch.css'

/** A patch as git writes it: what came and what went by sign and colour. */
export function Patch({ text, title }: { text: string; title: string }) {
  return (
    <pre className="patch" tabIndex={0} role="region" aria-label={title}>
      {text.split('\n').map((line, at) => (
        <span key={at} className={classOf(line)}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

function classOf(line: string): string {
  if (/^(diff|index|---|\+\+\+|new file|deleted file|similarity|rename) ?/.test(line))
    return 'about'
  if (line.startsWith('+')) return 'came'
  if (line.startsWith('-')) return 'went'
  return line.startsWith('@@') ? 'about' : ''
}
