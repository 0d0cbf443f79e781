import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The teal ink of the tokens as Mantine's ten shades; `tokens.css` stays the source for everything else. */
const ink: MantineColorsTuple = [
  '#e3f0f1', '#c9e1e4', '#9cc5ca', '#6cb0b8', '#3f8f99', '#1e6f7a', '#0b5c67', '#08474f', '#0c3c45', '#062a31',
]

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 3 },
  colors: { ink },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.334', sm: '1.54', md: '1.572', lg: '1.5', xl: '1.4' },
  radius: { xs: '3px', sm: '6px', md: '6px', lg: '10px', xl: '999px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
})
