import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInline } from '../../src/ui/kit/parse-inline.ts'
import { parseMarkdown } from '../../src/ui/kit/parse-markdown.ts'

test('a note becomes headings, paragraphs, lists, tables, code, quotes', () => {
  const text = [
    '# Tried',
    'one line',
    'and another',
    '',
    '- first',
    '  goes on',
    '- second',
    '',
    '3. third',
    '',
    '| a | b |',
    '|---|:-:|',
    '| 1 | 2 | 3 |',
    '| 4 |',
    '',
    '```py',
    '# no heading',
    '```',
    '> said',
    '---',
  ]
  assert.deepEqual(parseMarkdown(text.join('\r\n')), [
    { kind: 'heading', level: 1, text: 'Tried' },
    { kind: 'paragraph', text: 'one line\nand another' },
    { kind: 'list', isOrdered: false, items: ['first goes on', 'second'] },
    { kind: 'list', isOrdered: true, items: ['third'] },
    {
      kind: 'table',
      head: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['4', ''],
      ],
    },
    { kind: 'code', text: '# no heading' },
    { kind: 'quote', blocks: [{ kind: 'paragraph', text: 'said' }] },
    { kind: 'rule' },
  ])
})

test('code that is never closed goes on to the end, and quotes in quotes end somewhere', () => {
  assert.deepEqual(parseMarkdown('```\na\nb'), [{ kind: 'code', text: 'a\nb' }])
  assert.equal(JSON.stringify(parseMarkdown('>'.repeat(5000))).length < 20_000, true)
})

test('a line has strong and stressed words, code and links', () => {
  assert.deepEqual(parseInline('a **b *c*** `d_e_f` [g](https://h.io/i) snake_case_name'), [
    { kind: 'text', text: 'a ' },
    {
      kind: 'strong',
      parts: [{ kind: 'text', text: 'b *c' }],
    },
    { kind: 'text', text: '* ' },
    { kind: 'code', text: 'd_e_f' },
    { kind: 'text', text: ' ' },
    { kind: 'link', address: 'https://h.io/i', parts: [{ kind: 'text', text: 'g' }] },
    { kind: 'text', text: ' snake_case_name' },
  ])
})

for (const address of [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.example',
  'java\u0000script:alert',
]) {
  test(`a link to ${JSON.stringify(address)} leads nowhere`, () => {
    const parts = parseInline(`[here](${address}) <${address}>`)
    assert.deepEqual(
      parts.filter(({ kind }) => kind === 'link'),
      [],
    )
  })
}

test('markup of HTML is text', () => {
  const text = '<img src=x onerror=alert(1)> <script>alert(1)</script>'
  assert.deepEqual(parseInline(text), [{ kind: 'text', text }])
})
