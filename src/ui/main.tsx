import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './ask.ts'
import { router } from './router.tsx'
import { applyTheme, readTheme } from './theme.ts'
import './tokens.css'
import './page.css'
import './kit/kit.css'

applyTheme(readTheme())
const root = document.getElementById('page')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
