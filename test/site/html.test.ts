import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, jsonForHtml, trustedHtml } from '../../src/site/html.ts'

test('a template escapes text and keeps markup', () => {
  const part = html`<b>${'a < b & "c"'}</b>`
  assert.equal(
    html`<p>${part}${trustedHtml('<i></i>')}</p>`.markup,
    '<p><b>a &#60; b &#38; &#34;c&#34;</b><i></i></p>',
  )
})

test('a template joins lists, writes numbers and leaves out what is missing', () => {
  assert.equal(html`<p>${['a', 1, [undefined, html`<br />`]]}</p>`.markup, '<p>a1<br /></p>')
})

test('data in a page cannot end its element', () => {
  assert.equal(jsonForHtml({ a: '</script>' }).markup, '{"a":"\\u003c/script>"}')
})
