import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderDecisionPage } from '../../../src/site/index.ts'
import { decision, titanicPage } from './titanic-page.ts'

const textOf = (page: string) =>
  page
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

test('the newest answer stands with its probability and all that is known', () => {
  const text = textOf(renderDecisionPage(titanicPage()))
  assert.match(text, /The passenger of Sat 21 Nov/)
  assert.match(text, /Turner, Mr\. Denis most likely was lost ?\./)
  assert.match(text, /4 % likely “survived”/)
  assert.match(text, /Age not known/)
})

test('right and wrong are counted, and from a half on it is a yes', () => {
  const text = textOf(renderDecisionPage(titanicPage()))
  assert.match(text, /Of 4 passengers whose outcome is known we were right about 2 \(50 %\)\./)
  assert.match(text, /we said “survived” 1 1 we said “was lost” 1 1/)
})

test('while all that came was one of two, the page says so', () => {
  const decisions = [decision({ observed: false }), decision({ observed: false })]
  assert.match(
    textOf(renderDecisionPage(titanicPage({ decisions }))),
    /Only one of the two has come yet/,
  )
})

test('hindcasts are told apart', () => {
  const decisions = [decision({ observed: false, isHindcast: true })]
  const text = textOf(renderDecisionPage(titanicPage({ decisions })))
  assert.match(text, /All were predicted afterwards, from only what was known then/)
})

test('with nothing predicted, trained or asked, the page says what is missing', () => {
  const { model: _, form: __, ...rest } = titanicPage({ decisions: [] })
  const text = textOf(renderDecisionPage(rest))
  assert.match(text, /Nothing was predicted yet/)
  assert.match(text, /it known yet what came/)
  assert.match(text, /None has been trained yet/)
  assert.doesNotMatch(text, /What if/)
})

test('no probability is called certain', () => {
  const text = textOf(
    renderDecisionPage(titanicPage({ decisions: [decision({ probability: 0.9999 })] })),
  )
  assert.match(text, /over 99 % likely/)
})

test('text from outside never becomes markup, and a picture can’t leave its image', () => {
  const nasty = `"><script>alert("1")</script>&'`
  const page = renderDecisionPage(
    titanicPage({
      title: nasty,
      introduction: nasty,
      schedule: nasty,
      words: { subject: nasty, yes: nasty, no: nasty },
      decisions: [
        decision({ name: nasty, picture: nasty, details: [{ label: nasty, value: nasty }] }),
        decision({ name: nasty, observed: true, pictureFile: nasty }),
      ],
    }),
  )
  assert.doesNotMatch(page, /<script>alert/)
  assert.equal(page.match(/<script/g)?.length, 2)
})

test('the page refers to nothing outside but in links', () => {
  const page = renderDecisionPage(titanicPage())
  assert.deepEqual(
    [...page.matchAll(/(\S+?)=?["'(]?https?:\/\/[^"'\s)]+/g)].map(([text]) => text),
    ['href="http://localhost:4300/'],
  )
  assert.doesNotMatch(page, /@import|url\(|src="(?!data:)/)
})
