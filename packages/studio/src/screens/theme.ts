import { createTheme } from "@mantine/core";

/** Colours dark enough to be read by all on their grounds, and tables that the keyboard can scroll. */
export const theme = createTheme({
  primaryShade: { light: 8, dark: 8 },
  components: {
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
  },
});
