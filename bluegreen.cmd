@node "%~dp0bluegreen" %*
