/** The request header in which the proxy tells a page its own address; what a browser sends by that name is overwritten. */
export const PATH_HEADER = "x-ferry-path";
