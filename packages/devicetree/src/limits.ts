/** Deepest nesting that is read or written, the root being level 1. drivers/of/fdt.c, FDT_MAX_DEPTH. */
export const MAX_DEPTH = 64;
