import { Link } from '@tanstack/react-router'

export function Brand() {
  return (
    <Link to="/" className="brand">
      <svg viewBox="0 0 32 32" width="20" height="20" fill="none" aria-hidden="true">
        <path
          d="M2 22c5 0 6-12 12-12 5 0 6 5 4 8M2 27c7 0 8-3 14-3s8 3 14 3"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      Groundswell
    </Link>
  )
}
