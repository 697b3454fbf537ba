import { Link } from '@tanstack/react-router'
import { PageHead } from '../kit/page-head.tsx'

export function PageNotFound() {
  return (
    <>
      <PageHead name="No such page" sentence="Nothing is at this address." />
      <p>
        <Link to="/">Go to the overview</Link>, or press <kbd>/</kbd> to search.
      </p>
    </>
  )
}
