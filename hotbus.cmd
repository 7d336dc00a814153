@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs Hotbus: finds Java, builds first if the sources are newer than what was built, and starts the command line.
rem hotbus --help says the rest. HOTBUS_JAVA_OPTS holds further options for the JVM.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "java=java"
if not defined JAVA_HOME goto find
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto version
echo hotbus: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe; point it at Java 17 or newer 1>&2
exit /b 1
:find
where java >nul 2>nul
if not errorlevel 1 goto version
echo hotbus: no java found; install a JDK 17 or newer and put it on PATH, or set JAVA_HOME 1>&2
exit /b 1
:version
set "major="
for /f "tokens=2 delims=@." %%v in ('""%java%" --list-modules 2^>nul" ^| findstr /b "java.base@"') do set "major=%%v"
if not defined major goto tooold
for /f "tokens=1 delims=-+" %%v in ("%major%") do set "major=%%v"
if %major% GEQ 17 goto home
:tooold
echo hotbus: "%java%" is older than Java 17; set JAVA_HOME to Java 17 or newer 1>&2
exit /b 1
:home
set "home=%root%"
if exist "%home%\boot\boot.txt" goto run
set "home=%root%\bus.daemon\generated\hotbus"
if exist "%root%\bndw.cmd" goto sources
echo hotbus: %root% holds neither boot\boot.txt nor bndw.cmd; install Hotbus again 1>&2
exit /b 1
:sources
if not exist "%home%\boot\boot.txt" goto build
if not exist "%home%\built" goto build
set "looked=bnd.bnd,cnf\build.bnd,cnf\pom.xml,bus.*,hot.*,demo.boilerplate"
pushd "%root%"
powershell -NoProfile -Command "$t=(Get-Item '%home%\built').LastWriteTime; $n=Get-ChildItem %looked% -Recurse -File | Where-Object { $_.FullName -notmatch '\\(bin|bin_test|generated|test)\\' -and $_.LastWriteTime -gt $t } | Select-Object -First 1; if ($n) { exit 1 }"
if errorlevel 1 (popd & goto build)
popd
goto run
:build
if not exist "%home%" mkdir "%home%"
type nul > "%home%\built.next"
echo hotbus: building (the first time this takes a minute) ... 1>&2
call "%root%\bndw.cmd" build bus.daemon > "%home%\..\hotbus-build.txt" 2>&1 < nul
if errorlevel 1 (
  type "%home%\..\hotbus-build.txt" 1>&2
  echo hotbus: the build failed, see above; bndw build bus.daemon shows it again 1>&2
  exit /b 1
)
move /y "%home%\built.next" "%home%\built" >nul
:run
setlocal enabledelayedexpansion
set "classpath="
for /f "usebackq delims=" %%j in ("%home%\boot\boot.txt") do set "classpath=!classpath!%home%\boot\%%j;"
endlocal & set "classpath=%classpath%"
set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
set "opens=--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.security=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.sql/java.sql=ALL-UNNAMED"
for %%c in (daemon dev demo watch) do if "%~1"=="%%c" set "flags=%opens%"
if %major% GEQ 23 set "flags=%flags% --sun-misc-unsafe-memory-access=allow"
if %major% GEQ 22 set "flags=%flags% --enable-native-access=ALL-UNNAMED"
if not "%~1"=="dev" goto start
rem Only a JVM that was told so at its start can be debugged: hotbus dev --debug[=PORT].
set "debug=%HOTBUS_DEBUG%"
set "next="
for %%a in (%*) do (
  if defined next for /f "delims=0123456789" %%n in ("%%~axx") do if "%%n"=="xx" set "debug=%%~a"
  set "next="
  if "%%~a"=="--debug" set "debug=5005" & set "next=1"
)
if defined debug set "flags=%flags% -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:%debug%"
:start
"%java%" -Xshare:auto %flags% %HOTBUS_JAVA_OPTS% "-Dhotbus.home=%home%" -cp "%classpath%" bus.daemon.main.Main %*
exit /b %errorlevel%
