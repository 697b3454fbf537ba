import type { Sentiment } from './sentiments.ts'

/** What people say, by how they feel; `{thing}` is what they bought. */
export const phrases: Readonly<Record<Sentiment, readonly string[]>> = {
  negative: [
    'It crashes all the time.',
    'The {thing} stopped working after a week.',
    'Support never answered me.',
    'I want my money back.',
    'The worst {thing} I ever had.',
    'It is slow and full of errors.',
    'A waste of money, avoid it.',
    'The battery is empty within an hour.',
    'It arrived broken, and nobody cares.',
    'I am so disappointed by this {thing}.',
  ],
  neutral: [
    'The {thing} does what it says.',
    'It is okay for the price.',
    'Nothing special, but it works most of the time.',
    'Delivery took four days.',
    'It is about the size of the older one.',
    'I use the {thing} now and then.',
    'Some parts are good, others less so.',
    'It came with a cable and a manual.',
    'I have not used all of it yet.',
    'An average {thing}, I would say.',
  ],
  positive: [
    'I love this {thing}!',
    'It works perfectly, every day.',
    'The best {thing} I ever had.',
    'Support was friendly and quick.',
    'Great value, I recommend it to everybody.',
    'It is beautiful and easy to use.',
    'My children love the {thing} as well.',
    'It is fast and never fails.',
    'I would buy it again at once.',
    'Wonderful, it made my day.',
  ],
}

export const things = ['app', 'phone', 'camera', 'lamp', 'kettle', 'radio', 'keyboard', 'watch']
