@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Builds and tests Hotbus: finds a JDK, compiles the starter in cnf\bndw\boot and runs it. bndw help says the rest.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "java=java"
if not defined JAVA_HOME goto find
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto found
echo bndw: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe; point it at a JDK 17 or newer 1>&2
exit /b 1
:find
where java >nul 2>nul
if not errorlevel 1 goto found
echo bndw: no java found; install a JDK 17 or newer and put it on PATH, or set JAVA_HOME 1>&2
exit /b 1
:found
"%java%" --list-modules 2>nul | findstr /b /r "jdk.compiler@1[7-9] jdk.compiler@[2-9][0-9]" >nul
if not errorlevel 1 goto compile
echo bndw: "%java%" is no JDK 17 or newer; set JAVA_HOME to one 1>&2
exit /b 1
:compile
set "sources=%root%\cnf\bndw\boot\bndw\boot"
set "classes=%root%\cnf\cache\boot"
if not exist "%classes%" mkdir "%classes%"
copy /b "%sources%\*.java" "%classes%\sources.now" >nul
fc /b "%classes%\sources.now" "%classes%\sources.was" >nul 2>nul
if not errorlevel 1 goto run
"%java%" -m jdk.compiler/com.sun.tools.javac.Main --release 17 -d "%classes%" "%sources%\*.java"
if errorlevel 1 exit /b 1
copy /y "%classes%\sources.now" "%classes%\sources.was" >nul
:run
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto %BNDW_OPTS% -cp "%classes%" bndw.boot.Boot "%root%" %*
exit /b %errorlevel%
