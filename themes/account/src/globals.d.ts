/** Changes whenever content.json changes; set by the build. */
declare const __CONTENT_HASH__: string;
