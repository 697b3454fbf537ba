import type { ReactNode } from 'react'
import { parseMarkdown, type Block } from './parse-markdown.ts'
import { parseInline, type Inline } from './parse-inline.ts'
import './markdown.css'

/** Markdown that somebody has written, as elements of ours: no markup of theirs gets into the page. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">{parseMarkdown(text).map((block, at) => showBlock(block, at))}</div>
  )
}

function showBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      return block.level < 3 ? (
        <h3 key={key}>{show(block.text)}</h3>
      ) : (
        <h4 key={key}>{show(block.text)}</h4>
      )
    case 'paragraph':
      return <p key={key}>{show(block.text)}</p>
    case 'quote':
      return <blockquote key={key}>{block.blocks.map(showBlock)}</blockquote>
    case 'code':
      return (
        <pre key={key} className="code" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'rule':
      return <hr key={key} />
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{show(item)}</li>)
      return block.isOrdered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
    }
    case 'table':
      return (
        <div key={key} className="table-scroll">
          <table>
            <thead>
              <tr>
                {block.head.map((cell, at) => (
                  <th key={at}>{show(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, place) => (
                    <td key={place}>{show(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function show(text: string): ReactNode {
  return parseInline(text).map(showInline)
}

function showInline(part: Inline, key: number): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return <code key={key}>{part.text}</code>
    case 'strong':
      return <strong key={key}>{part.parts.map(showInline)}</strong>
    case 'stress':
      return <em key={key}>{part.parts.map(showInline)}</em>
    case 'link':
      return (
        <a key={key} href={part.address} rel="noopener noreferrer nofollow" target="_blank">
          {part.parts.map(showInline)}
        </a>
      )
  }
}
